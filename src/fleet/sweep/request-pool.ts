import { createPool } from '../../lib/concurrency.ts'
import type { Session } from '../../session/open-session.ts'
import { fleetState, type FleetState } from '../fleet-state.ts'

/** Requests at a time. */
export const maxRequests = 4

export type RequestPool = ReturnType<typeof createRequestPool>

/** Makes a pool of at most four requests at a time. `signal` keeps it from starting others. */
export function createRequestPool(signal: AbortSignal) {
  return Object.assign(createPool(maxRequests, signal), { signal })
}

/** Makes a pool that waits while `isPaused` says so of the fleet's state. Abort `signal` once it isn't needed anymore. */
export function createSessionPool(
  session: Session,
  signal: AbortSignal,
  isPaused: (state: FleetState) => boolean,
): RequestPool {
  const state = fleetState(session)
  const pool = createRequestPool(signal)
  const follow = () => (isPaused(state.get()) ? pool.pause() : pool.resume())
  signal.addEventListener('abort', state.subscribe(follow))
  follow()
  return pool
}
