import type { ChangesRequest } from '../fleet/changes/change-questions.ts'
import { coverageOf } from '../fleet/coverage.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { wallTime } from '../lib/clock.ts'
import { createStore, type Store } from '../lib/store.ts'
import { sessionPart, type Session } from '../session/open-session.ts'

/** Two files to compare; without `after`, one and the fleet now. */
export type ComparedFiles = Pick<ChangesRequest, 'before' | 'after'>

/** They stay when a device is opened, and end with the session. */
export const comparedFiles = sessionPart((): Store<ComparedFiles | undefined> =>
  createStore<ComparedFiles | undefined>(undefined),
)

/** Endings and media types of the exports that can be compared. */
export const exportTypes = '.json,.csv,application/json,text/csv'

/** The question to the worker: the files, and how old and complete the fleet of now is. */
export function requestOf(session: Session, files: ComparedFiles): ChangesRequest {
  const state = fleetState(session).get()
  const gap = coverageOf(state).kind === 'complete' ? undefined : 'incomplete'
  return { ...files, now: { takenAt: wallTime(state.asOf), gap, host: session.connection.host } }
}
