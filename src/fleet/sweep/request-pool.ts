import type { RateLimit } from '../../api/rate-limit.ts'
import { createPool } from '../../lib/concurrency.ts'
import type { Session } from '../../session/open-session.ts'
import { fleetState, type FleetState } from '../fleet-state.ts'

/** Requests at a time, at most. */
export const maxRequests = 4
/** Answers in a row after which one more request at a time is tried. */
const recoverAfter = 20

export type RequestPool = ReturnType<typeof createRequestPool>

/**
 * Makes a pool of at most four requests at a time, halved at each pause of the rate limit. Abort
 * `signal` when it isn't needed.
 */
export function createRequestPool(signal: AbortSignal, { until }: Pick<RateLimit, 'until'>) {
  const pool = createPool(maxRequests, signal)
  let answers = 0
  const slowDown = () => {
    if (until.get() === 0) return
    pool.limit = Math.max(1, pool.limit >> 1)
    answers = 0
  }
  signal.addEventListener('abort', until.subscribe(slowDown))
  return Object.assign(pool, {
    signal,
    /** Takes note of an answer: many in a row allow one more request at a time. */
    noteAnswer(): void {
      answers += 1
      if (answers < recoverAfter || pool.limit === maxRequests) return
      answers = 0
      pool.limit += 1
    },
  })
}

/** Makes a session's pool, which waits while `isPaused`. Abort `signal` when it isn't needed. */
export function createSessionPool(
  session: Session,
  signal: AbortSignal,
  isPaused: (state: FleetState) => boolean,
): RequestPool {
  const state = fleetState(session)
  const pool = createRequestPool(signal, session.connection.rateLimit)
  const follow = () => (isPaused(state.get()) ? pool.pause() : pool.resume())
  signal.addEventListener('abort', state.subscribe(follow))
  follow()
  return pool
}
