import { steadyNow } from '../lib/clock.ts'
import { createStore, type Store } from '../lib/store.ts'
import { wait } from '../lib/wait.ts'

/** First pause after a 429 whose `Retry-After` a page cannot read; doubles with each further one. */
const firstPauseMs = 5_000
/** A pause is never shorter than this, doubled with each refusal in a row: `Retry-After` may say 0. */
const leastPauseMs = 1_000
const longestPauseMs = 120_000

/** The one limit that all calls of a connection wait for. */
export interface RateLimit {
  /** Moment on the steady clock (ms) until which no call leaves; 0 while calls may leave. */
  readonly until: Store<number>
  /** Resolves when calls may leave; rejects with the signal's reason when it aborts first. */
  pass(signal?: AbortSignal): Promise<void>
  /** Holds all calls back after a 429 to a call sent at `sentAt` (steady ms), as asked or for a growing pause. */
  refused(sentAt: number, retryAfterMs: number | undefined): void
  /** Notes that a call sent at `sentAt` (steady ms) was let through: the next pause starts small again. */
  answered(sentAt: number): void
}

/** Makes a limit that holds nothing back yet. */
export function createRateLimit(): RateLimit {
  const until = createStore(0)
  let refusalsInARow = 0
  let lastRefusalAt = Number.NEGATIVE_INFINITY

  function liftWhenDue(): void {
    const left = until.get() - steadyNow()
    if (left <= 0) until.set(0)
    else setTimeout(liftWhenDue, left)
  }

  return {
    until,
    async pass(signal) {
      // It may be extended while waiting.
      for (;;) {
        const left = until.get() - steadyNow()
        if (until.get() === 0 || left <= 0) return
        await wait(left, signal)
      }
    },
    refused(sentAt, retryAfterMs) {
      const now = steadyNow()
      // Calls that were on their way together are refused together, which is one refusal.
      if (sentAt > lastRefusalAt) {
        lastRefusalAt = now
        refusalsInARow += 1
      }
      const doubled = (ms: number) =>
        Math.min(ms * 2 ** Math.max(0, refusalsInARow - 1), longestPauseMs)
      const pause =
        retryAfterMs === undefined
          ? doubled(firstPauseMs)
          : Math.max(retryAfterMs, doubled(leastPauseMs))
      until.set(Math.max(until.get(), lastRefusalAt + pause))
      liftWhenDue()
    },
    answered(sentAt) {
      if (sentAt > lastRefusalAt) refusalsInARow = 0
    },
  }
}
