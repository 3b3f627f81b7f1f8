import { createRequestPool } from '../../src/fleet/sweep/request-pool.ts'
import { sweep, type SweepOptions } from '../../src/fleet/sweep/sweep.ts'

/** Begins a sweep without a session, whose pool can be paused and stopped. */
export function startSweep(options: Omit<SweepOptions, 'pool'>) {
  const stopping = new AbortController()
  const pool = createRequestPool(stopping.signal)
  const { pause, resume } = pool
  return { result: sweep({ ...options, pool }), pause, resume, stop: () => stopping.abort() }
}
