import { createStore } from '../lib/store.ts'
import { sessionPart } from '../session/session-part.ts'

/** By ID, where the search found a device whose row doesn't show the match. */
export const matchNotes = sessionPart(() => createStore<ReadonlyMap<string, string>>(new Map()))
