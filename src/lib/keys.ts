import { singleKeyShortcuts } from './preferences.ts'

/**
 * Listens for plain single keys, by the character they type. Keys meant for a
 * field, a dialog or the browser are left alone. Returns the way to stop.
 */
export function onSingleKey(actions: Readonly<Record<string, () => void>>): () => void {
  function listen(event: KeyboardEvent) {
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined
    if (!action || !singleKeyShortcuts.get()) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (isTyping(event.target) || document.querySelector('dialog:modal')) return
    event.preventDefault()
    action()
  }
  document.addEventListener('keydown', listen)
  return () => document.removeEventListener('keydown', listen)
}

/** A box that was just ticked still has the focus, and takes no text. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]), select, textarea, [contenteditable]') !== null
  )
}
