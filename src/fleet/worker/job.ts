import { wait } from '../../lib/wait.ts'

export interface Progress {
  /** "Matching lines". */
  doing: string
  done: number
  total: number
}

/** The work on a long answer. Between its steps the worker receives messages. */
export interface Job {
  /** Lets messages in, and reports. Rejects with `AbortError` once canceled. */
  pause(progress: Progress): Promise<void>
  /** Calls `work` for each item, with pauses. Rejects with `AbortError` once canceled. */
  each<T>(doing: string, items: readonly T[], work: (item: T) => void): Promise<void>
}

/** Work without a pause, at most (ms). */
const maxStepMs = 50
/** Reading the clock for each item would cost more than many of them. */
const itemsAStep = 64

/** Creates a job that `signal` cancels. */
export function createJob(
  signal?: AbortSignal,
  report: (progress: Progress) => void = () => undefined,
): Job {
  async function pause(progress: Progress): Promise<void> {
    report(progress)
    await wait(0)
    signal?.throwIfAborted()
  }

  return {
    pause,
    async each(doing, items, work) {
      let started = performance.now()
      let done = 0
      for (const item of items) {
        if (done % itemsAStep === 0 && performance.now() - started > maxStepMs) {
          // oxlint-disable-next-line no-await-in-loop -- each step follows the one before
          await pause({ doing, done, total: items.length })
          started = performance.now()
        }
        work(item)
        done += 1
      }
    },
  }
}
