import { Suspense, useEffect, useState } from 'react'
import { onSingleKey } from '../lib/keys.ts'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { withKey } from '../session/session.ts'
import { Button } from '../ui/button.tsx'
import { Lens } from '../ui/icons.tsx'
import { ShellMenu } from './shell-menu.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

const Palette = lazyComponent(async () => (await import('../palette/palette.tsx')).Palette, 'soon')

const CheckDialog = lazyComponent(
  async () => (await import('./check-dialog.tsx')).CheckDialog,
  'soon',
)

const isMac = navigator.userAgent.includes('Mac')

/** The actions of the header. */
export function ShellActions({ canSignOut }: { canSignOut: boolean }) {
  const [showsShortcuts, setShowsShortcuts] = useState(false)
  const [showsPalette, setShowsPalette] = useState(false)
  const [showsCheck, setShowsCheck] = useState(false)
  useEffect(() => onSingleKey({ '?': () => setShowsShortcuts(true) }), [])
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      const hasModifier = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
      if (!hasModifier || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      if (!document.querySelector('dialog:modal')) setShowsPalette(true)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <>
      <Button
        variant="quiet"
        square
        aria-label="Search everything"
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
        title={`Search everything (${isMac ? '⌘K' : 'Ctrl K'})`}
        icon={<Lens className="size-4" />}
        onClick={() => setShowsPalette(true)}
      />
      <ShellMenu
        canSignOut={canSignOut}
        onShowShortcuts={() => setShowsShortcuts(true)}
        onCheck={() => setShowsCheck(true)}
      />
      {showsShortcuts && <ShortcutsDialog onClose={() => setShowsShortcuts(false)} />}
      {showsPalette && <Palette onClose={() => setShowsPalette(false)} />}
      {showsCheck && (
        <Suspense>
          <CheckDialog authorize={authorize} onClose={() => setShowsCheck(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Adds the session's key, if there is one: behind a proxy there is none. */
function authorize(headers: Headers): void {
  withKey((key) => headers.set('apikey', key))
}
