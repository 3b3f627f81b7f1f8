import { createRateLimit } from '../../src/api/rate-limit.ts'
import { createRequestPool } from '../../src/fleet/sweep/request-pool.ts'
import { sweep, type SweepOptions } from '../../src/fleet/sweep/sweep.ts'

/** Begins a sweep without a session, whose pool can be paused and stopped. */
export function startSweep(options: Omit<SweepOptions, 'pool'>) {
  const stopping = new AbortController()
  const rateLimit = createRateLimit()
  const pool = createRequestPool(stopping.signal, rateLimit)
  const { pause, resume } = pool
  const stop = () => stopping.abort()
  return { result: sweep({ ...options, pool }), rateLimit, pause, resume, stop }
}
