import { createStore } from '../lib/store.ts'

/** The open dialogs, the topmost last. What lies outside that one is inert. */
export const openDialogs = createStore<readonly HTMLDialogElement[]>([])

/** Closes the topmost dialog as Escape does. */
export function closeTopDialog(): void {
  openDialogs
    .get()
    .at(-1)
    ?.dispatchEvent(new Event('cancel', { cancelable: true }))
}
