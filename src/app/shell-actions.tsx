import { Keyboard, LogOut, SunMoon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { onSingleKey } from '../lib/keys.ts'
import { signOut } from '../session/session.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { ThemeChoice } from './theme-choice.tsx'

/** The actions of the header. */
export function ShellActions({ canSignOut }: { canSignOut: boolean }) {
  const [showsShortcuts, setShowsShortcuts] = useState(false)
  useEffect(() => onSingleKey({ '?': () => setShowsShortcuts(true) }), [])

  return (
    <>
      <span className="max-sm:hidden">
        <Button
          variant="quiet"
          square
          aria-label="Keyboard shortcuts"
          icon={<Keyboard aria-hidden className="size-4" />}
          onClick={() => setShowsShortcuts(true)}
        />
      </span>
      <Popover label="Theme" title="Theme" icon={<SunMoon aria-hidden className="size-4" />}>
        <ThemeChoice />
      </Popover>
      {canSignOut && (
        <Button
          variant="quiet"
          square
          aria-label="Sign out"
          icon={<LogOut aria-hidden className="size-4" />}
          onClick={signOut}
        />
      )}
      {showsShortcuts && <ShortcutsDialog onClose={() => setShowsShortcuts(false)} />}
    </>
  )
}
