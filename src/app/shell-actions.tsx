import { useEffect, useState } from 'react'
import { onSingleKey } from '../lib/keys.ts'
import { focusSearch } from '../search/search-field.tsx'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Lens } from '../ui/icons.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { checkDialog, palette } from './chunks.ts'
import { ShellMenu } from './shell-menu.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

const needed = { isNeeded: true }
const Palette = lazyPart(palette, (module) => module.Palette, needed)
const CheckDialog = lazyPart(checkDialog, (module) => module.CheckDialog, needed)

const isMac = navigator.userAgent.includes('Mac')

/** The actions of the header. */
export function ShellActions() {
  const { withKey } = useSession()
  const [open, setOpen] = useState<'shortcuts' | 'palette' | 'check'>()
  /** Typed while the palette is still opening, which then begins with it. */
  const [typedEarly, setTypedEarly] = useState('')
  function close() {
    setOpen(undefined)
    setTypedEarly('')
  }
  useEffect(() => {
    const search = () => focusSearch() || setOpen('palette')
    return onSingleKey({ '?': () => setOpen('shortcuts'), '/': search })
  }, [])
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      const hasModifier = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
      if (!hasModifier || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      if (!document.querySelector('dialog:modal')) setOpen('palette')
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  useEffect(() => {
    if (open !== 'palette') return
    function keep(event: KeyboardEvent) {
      const { key, target, ctrlKey, metaKey, altKey } = event
      if (key.length > 1 || ctrlKey || metaKey || altKey) return
      // The button that tries again is no place to type.
      if (document.querySelector('dialog:modal') || isInAlert(target)) return
      event.preventDefault()
      setTypedEarly((text) => text + key)
    }
    // Before single-key shortcuts act on it.
    document.addEventListener('keydown', keep, { capture: true })
    return () => document.removeEventListener('keydown', keep, { capture: true })
  }, [open])

  return (
    <>
      <SkipToList />
      <Button
        variant="quiet"
        square
        aria-label="Search everything"
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
        title={`Search everything (${isMac ? '⌘K' : 'Ctrl K'})`}
        icon={Lens}
        onClick={() => setOpen('palette')}
      />
      <ShellMenu onShowShortcuts={() => setOpen('shortcuts')} onCheck={() => setOpen('check')} />
      {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {open === 'palette' && <Palette typedEarly={typedEarly} onClose={close} />}
      {open === 'check' && (
        // Behind a proxy there is no key.
        <CheckDialog
          authorize={(headers) => withKey((key) => headers.set('apikey', key))}
          onClose={close}
        />
      )}
    </>
  )
}

const isInAlert = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role=alert]') !== null

/** Leads past the tools of a list to its first row; the last stop before them. */
function SkipToList() {
  return (
    <button
      type="button"
      onClick={() =>
        document
          .querySelector<HTMLElement>('tbody :is([role=rowheader] a, [role=rowheader][tabindex])')
          ?.focus()
      }
      className="skip-link [:root:not(:has(.list-page))_&]:hidden"
    >
      Skip to list
    </button>
  )
}
