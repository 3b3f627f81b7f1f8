/** Makes a pool that runs jobs, a limited number at a time. It starts nothing once `signal` is aborted. */
export function createPool(limit: number, signal?: AbortSignal) {
  let paused: PromiseWithResolvers<void> | undefined

  const pool = {
    /** Jobs under way at most; may change at any time. */
    limit,
    pause(): void {
      paused ??= Promise.withResolvers<void>()
    },
    resume(): void {
      paused?.resolve()
      paused = undefined
    },
    /** Resolves once the pool isn't paused; rejects once its signal is aborted. */
    async whilePaused(): Promise<void> {
      // It may be paused again while waiting.
      for (let waiting = paused; waiting; waiting = paused) await waiting.promise
      signal?.throwIfAborted()
    },
    /** Takes jobs until none is left, and none under way may make more. After a failure it starts no more, and rejects. */
    async run(next: () => (() => Promise<void>) | undefined): Promise<void> {
      const underWay = new Set<Promise<void>>()
      const failures: unknown[] = []
      for (;;) {
        if (failures.length === 0) {
          if (paused) await pool.whilePaused()
          signal?.throwIfAborted()
        }
        const job =
          failures.length === 0 && underWay.size < pool.limit && !paused ? next() : undefined
        if (job) {
          const running = job()
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
    /** Works on items. Starts no more after a failure, and rejects with it. */
    each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
      const rest = items.values()
      return pool.run(() => {
        const { done, value } = rest.next()
        return done ? undefined : () => work(value)
      })
    },
  }
  signal?.addEventListener('abort', pool.resume)
  return pool
}
