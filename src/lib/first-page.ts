import { createStore } from './store.ts'

/** True once the first page is shown, or takes long; what it works without is downloaded from then on. */
export const isFirstPageShown = createStore(false)
