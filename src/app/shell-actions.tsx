import { useEffect, useState } from 'react'
import { onSingleKey } from '../lib/keys.ts'
import { ShellMenu } from './shell-menu.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

/** The actions of the header. */
export function ShellActions({ canSignOut }: { canSignOut: boolean }) {
  const [showsShortcuts, setShowsShortcuts] = useState(false)
  useEffect(() => onSingleKey({ '?': () => setShowsShortcuts(true) }), [])

  return (
    <>
      <ShellMenu canSignOut={canSignOut} onShowShortcuts={() => setShowsShortcuts(true)} />
      {showsShortcuts && <ShortcutsDialog onClose={() => setShowsShortcuts(false)} />}
    </>
  )
}
