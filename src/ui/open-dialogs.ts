import { createStore } from '../lib/store.ts'

/** The open dialogs, the topmost last. What lies outside that one is inert. */
export const openDialogs = createStore<readonly HTMLDialogElement[]>([])
