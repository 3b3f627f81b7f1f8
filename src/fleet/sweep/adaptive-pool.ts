import { createPool } from '../../lib/concurrency.ts'
import type { Session } from '../../session/open-session.ts'
import { fleetState, type FleetState } from '../fleet-state.ts'

/** Requests at a time, at most. */
export const maxRequests = 4
/** Successes in a row after which one more request at a time is tried. */
const recoverAfter = 20

/** A pool of requests that slows down while the server asks for patience. */
export type AdaptivePool = ReturnType<typeof createAdaptivePool>

/** Makes a pool of at most four requests at a time. `signal` keeps it from starting others. */
export function createAdaptivePool(signal: AbortSignal) {
  const pool = createPool(maxRequests, signal)
  let successes = 0
  let refusals = 0

  return Object.assign(pool, {
    signal,
    /** Halves the number of requests at a time, down to one. */
    slowDown(): void {
      pool.limit = Math.max(1, pool.limit >> 1)
      successes = 0
    },
    noteSuccess(): void {
      refusals = 0
      successes += 1
      if (successes < recoverAfter || pool.limit >= maxRequests) return
      successes = 0
      pool.limit += 1
    },
    /** Returns the number of refusals since the last success. */
    noteRefusal: () => (refusals += 1),
  })
}

/**
 * Makes a pool of requests that slows down with the session's rate limit, and waits while `isPaused`
 * says so of the fleet's state. Abort `signal` once it isn't needed anymore.
 */
export function createSessionPool(
  session: Session,
  signal: AbortSignal,
  isPaused: (state: FleetState) => boolean,
): AdaptivePool {
  const { until } = session.connection.rateLimit
  const state = fleetState(session)
  const pool = createAdaptivePool(signal)
  const followState = () => (isPaused(state.get()) ? pool.pause() : pool.resume())
  const followRateLimit = () => {
    if (until.get() > 0) pool.slowDown()
  }
  const stops = [state.subscribe(followState), until.subscribe(followRateLimit)]
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop()
  })
  followState()
  return pool
}
