import { createStore } from '../lib/store.ts'

/** Number of open dialogs; polling pauses while there are any. */
export const dialogsOpen = createStore(0)
