import { createStore } from './store.ts'

const soonNeeded = new Set<() => Promise<unknown>>()

/** True once `preloadSoonNeeded` has finished. */
export const isPreloaded = createStore(false)

/** Registers a chunk to be downloaded with `preloadSoonNeeded`. */
export function preloadSoon(load: () => Promise<unknown>): void {
  soonNeeded.add(load)
}

/** Creates a function in a chunk of its own, downloaded with `preloadSoonNeeded`. */
export function lazyFunction<Args extends unknown[], Result>(
  load: () => Promise<(...args: Args) => Result | Promise<Result>>,
): (...args: Args) => Promise<Result> {
  preloadSoon(load)
  return async (...args) => (await load())(...args)
}

/** Downloads the registered chunks. Failures are ignored: a chunk is requested again when rendered. */
export async function preloadSoonNeeded(): Promise<void> {
  await Promise.allSettled([...soonNeeded].map((load) => load()))
  isPreloaded.set(true)
}

/** Calls `work` once that preload has finished or failed. */
export function whenPreloaded(work: () => unknown): void {
  if (isPreloaded.get()) {
    work()
    return
  }
  const stop = isPreloaded.subscribe(() => {
    stop()
    work()
  })
}
