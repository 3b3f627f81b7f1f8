import { ApiError } from '../../api/errors.ts'
import { wait } from '../../lib/wait.ts'
import type { RequestPool } from './request-pool.ts'

const maxAttempts = 3
/** In a row. */
const maxRefusals = 12

/** Sends a request until it is answered, as long as a retry may help, with pauses of `retryAfterMs`. */
export async function retried<T>(
  request: () => Promise<T>,
  pool: RequestPool,
  retryAfterMs = 1_000,
): Promise<T> {
  let attempts = 0
  let refusals = 0
  for (;;) {
    await pool.whilePaused()
    try {
      const answer = await request()
      pool.noteAnswer()
      return answer
    } catch (error) {
      if (pool.signal.aborted || !(error instanceof ApiError)) throw error
      if (error.kind === 'rate-limited') {
        // The connection's rate limit says when to continue.
        refusals += 1
        if (refusals > maxRefusals) throw error
      } else {
        attempts += 1
        const mayHeal =
          (error.status ?? 0) >= 500 || ['timeout', 'unreachable'].includes(error.kind)
        if (!mayHeal || attempts >= maxAttempts) throw error
      }
      await wait(retryAfterMs, pool.signal)
    }
  }
}
