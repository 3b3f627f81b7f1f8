import { createPool } from '../../lib/concurrency.ts'
import type { Session } from '../../session/open-session.ts'
import { fleetState, type FleetState } from '../fleet-state.ts'

/** Requests at a time, at most. */
export const maxRequests = 4
/** Answers in a row after which one more request at a time is tried. */
const recoverAfter = 20

export type RequestPool = ReturnType<typeof createRequestPool>

/** Makes a pool of at most four requests at a time. `signal` keeps it from starting others. */
export function createRequestPool(signal: AbortSignal) {
  const pool = createPool(maxRequests, signal)
  let answers = 0
  return Object.assign(pool, {
    signal,
    /** Halves the requests at a time, because the API refused one for going too fast. */
    slowDown(): void {
      pool.limit = Math.max(1, pool.limit >> 1)
      answers = 0
    },
    /** Takes note of an answer: many in a row allow one more request at a time. */
    noteAnswer(): void {
      answers += 1
      if (answers < recoverAfter || pool.limit === maxRequests) return
      answers = 0
      pool.limit += 1
    },
  })
}

/**
 * Makes a pool that waits while `isPaused` says so of the fleet's state, and slows down when any request
 * of the session was too fast. Abort `signal` once it isn't needed anymore.
 */
export function createSessionPool(
  session: Session,
  signal: AbortSignal,
  isPaused: (state: FleetState) => boolean,
): RequestPool {
  const state = fleetState(session)
  const pool = createRequestPool(signal)
  const follow = () => (isPaused(state.get()) ? pool.pause() : pool.resume())
  signal.addEventListener('abort', state.subscribe(follow))
  const { until } = session.connection.rateLimit
  const slowDown = () => until.get() > 0 && pool.slowDown()
  signal.addEventListener('abort', until.subscribe(slowDown))
  follow()
  return pool
}
