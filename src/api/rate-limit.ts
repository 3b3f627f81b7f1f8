import { steadyNow } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { wait } from '../lib/wait.ts'

/** First pause (ms) after a 429 without a readable `Retry-After`; doubles with each further 429. */
const firstPauseMs = 5_000
/** Minimum pause (ms), doubled with each consecutive 429, because `Retry-After` can be 0. */
const minPauseMs = 1_000
const maxPauseMs = 120_000

export type RateLimit = ReturnType<typeof createRateLimit>

/** Creates a rate limit without a pause. */
export function createRateLimit() {
  const until = createStore(0)
  let refusalsInARow = 0
  let lastRefusalAt = Number.NEGATIVE_INFINITY

  function liftWhenDue(): void {
    const left = until.get() - steadyNow()
    if (left <= 0) until.set(0)
    else setTimeout(liftWhenDue, left)
  }

  return {
    /** End of the pause (ms on the steady clock); 0 when there is none. */
    until,
    /** Resolves after the pause; rejects with the signal's reason when it aborts first. */
    async pass(signal?: AbortSignal): Promise<void> {
      // The pause may be extended meanwhile.
      for (;;) {
        const left = until.get() - steadyNow()
        if (until.get() === 0 || left <= 0) return
        await wait(left, signal)
      }
    },
    /** Pauses all calls after a 429 to a call sent at `sentAt` (steady ms). */
    refused(sentAt: number, retryAfterMs: number | undefined): void {
      const now = steadyNow()
      // Concurrent calls that are refused together count as one refusal.
      if (sentAt > lastRefusalAt) {
        lastRefusalAt = now
        refusalsInARow += 1
      }
      const doubled = (ms: number) =>
        Math.min(ms * 2 ** Math.max(0, refusalsInARow - 1), maxPauseMs)
      const pause =
        retryAfterMs === undefined
          ? doubled(firstPauseMs)
          : Math.max(retryAfterMs, doubled(minPauseMs))
      until.set(Math.max(until.get(), lastRefusalAt + pause))
      liftWhenDue()
    },
    /** Resets the growth of pauses after a success of a call sent at `sentAt` (steady ms). */
    answered(sentAt: number): void {
      if (sentAt > lastRefusalAt) refusalsInARow = 0
    },
  }
}
