import { singleKeyShortcuts } from './preferences.ts'

/** Listens for single-key shortcuts, by character, outside fields and dialogs; returns a stop function. */
export function onSingleKey(actions: Readonly<Record<string, () => unknown>>): () => void {
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

/** True in a field for text; a checkbox keeps the focus after a click but takes no text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]), select, textarea, [contenteditable]') !== null
  )
}
