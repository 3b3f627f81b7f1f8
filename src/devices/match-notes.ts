import { createSessionStore } from '../lib/session-store.ts'

/** By ID, where the search found a device whose row doesn't show the match. */
export const matchNotes = createSessionStore<ReadonlyMap<string, string>>(new Map())
