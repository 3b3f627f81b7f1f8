import { createStore } from '../lib/store.ts'

/** How many dialogs stand over the page: what moves by itself holds still meanwhile. */
export const dialogsOpen = createStore(0)
