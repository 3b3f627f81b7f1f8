import { createChunk } from '../lib/chunk.ts'
import type { Session } from '../session/open-session.ts'
import type { Fleet } from './fleet.ts'

/** Marks a query (`meta`) that the snapshot answers: it is repeated when the contents change. */
export const ofSnapshot = { isOfSnapshot: true } as const

export const fleetChunk = createChunk('all devices', () => import('./fleet.ts'))

/** Returns the snapshot of a session. Rejects, with words for a person, when its code can't be downloaded. */
export async function loadFleet(session: Session): Promise<Fleet> {
  const { fleetOf } = await fleetChunk.load()
  return fleetOf(session)
}
