import { createStore } from './store.ts'

export interface Examples {
  /** A ticket with every kind of trouble. */
  list: () => string
  /** An export of last week. */
  earlierExport: () => File
}

/** Set where the devices are made up. */
export const examples = createStore<Examples | undefined>(undefined)
