/** Requests under way at once. */
const mostLanes = 4
/** Successes in a row after which one more lane is tried again. */
const recoverAfter = 20

/** Work done a few pieces at a time, which can wait and slow down. */
export function createLanes(signal: AbortSignal) {
  let allowed = mostLanes
  let successes = 0
  let refusals = 0
  let paused: { promise: Promise<void>; resolve: () => void } | undefined

  async function whileRunning(): Promise<void> {
    // It may be paused again while waiting.
    for (let waiting = paused; waiting; waiting = paused) await waiting.promise
    signal.throwIfAborted()
  }

  signal.addEventListener('abort', () => {
    paused?.resolve()
    paused = undefined
  })

  return {
    /** Resolves when nothing is paused; rejects once stopped. */
    whileRunning,
    pause() {
      paused ??= Promise.withResolvers<void>()
    },
    resume() {
      const waiting = paused
      paused = undefined
      waiting?.resolve()
    },
    /** Halves the lanes, down to one. */
    slowDown() {
      allowed = Math.max(1, allowed >> 1)
      successes = 0
    },
    noteSuccess() {
      refusals = 0
      successes += 1
      if (successes < recoverAfter || allowed >= mostLanes) return
      successes = 0
      allowed += 1
    },
    /** Counts refusals since the last success. */
    noteRefusal: () => (refusals += 1),
    /**
     * Takes pieces from `next` until it has none while nothing is under way: work under way may make
     * more of it. Rejects with the first failure, once the pieces under way have ended.
     */
    async run(next: () => (() => Promise<void>) | undefined): Promise<void> {
      const underWay = new Set<Promise<void>>()
      const failures: unknown[] = []
      for (;;) {
        if (failures.length === 0) await whileRunning()
        const piece =
          failures.length === 0 && underWay.size < allowed && !paused ? next() : undefined
        if (piece) {
          const running = piece()
            .catch((error: unknown) => void failures.push(error))
            .finally(() => underWay.delete(running))
          underWay.add(running)
        } else if (underWay.size > 0) {
          await Promise.race(underWay)
        } else if (failures.length > 0) {
          throw failures[0]
        } else if (!paused) {
          return
        }
      }
    },
  }
}
