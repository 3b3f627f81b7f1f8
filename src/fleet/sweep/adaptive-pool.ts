import { createPool, type Pool } from '../../lib/concurrency.ts'

/** Requests at a time, at most. */
export const maxRequests = 4
/** Successes in a row after which one more request at a time is tried. */
const recoverAfter = 20

/** A pool of requests that slows down while the server asks for patience. */
export interface AdaptivePool extends Pool {
  /** Halves the number of requests at a time, down to one. */
  slowDown(): void
  noteSuccess(): void
  /** Returns the number of refusals since the last success. */
  noteRefusal(): number
}

/** Makes a pool of at most four requests at a time. */
export function createAdaptivePool(signal: AbortSignal): AdaptivePool {
  const pool = createPool(maxRequests, signal)
  let successes = 0
  let refusals = 0

  return Object.assign(pool, {
    slowDown() {
      pool.limit = Math.max(1, pool.limit >> 1)
      successes = 0
    },
    noteSuccess() {
      refusals = 0
      successes += 1
      if (successes < recoverAfter || pool.limit >= maxRequests) return
      successes = 0
      pool.limit += 1
    },
    noteRefusal: () => (refusals += 1),
  })
}
