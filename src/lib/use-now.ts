import { useSyncExternalStore } from 'react'
import { createStore, type Store } from './store.ts'

type Clock = Pick<Store<number>, 'get' | 'subscribe'>

const clocks = new Map<number, Clock>()

/** The current time (ms since epoch), updated every `periodMs`. Components with the same period share a timer. */
export function useNow(periodMs = 30_000): number {
  let clock = clocks.get(periodMs)
  if (!clock) {
    clock = createClock(periodMs)
    clocks.set(periodMs, clock)
  }
  return useSyncExternalStore(clock.subscribe, clock.get, clock.get)
}

/** Creates a clock whose timer runs only while there are subscribers. */
function createClock(periodMs: number): Clock {
  const time = createStore(Date.now())
  let listeners = 0
  let timer: ReturnType<typeof setInterval> | undefined

  return {
    get: time.get,
    subscribe(listener) {
      if (listeners === 0) {
        // Updated only if outdated, because a change renders all subscribers.
        if (Date.now() - time.get() > periodMs / 2) time.set(Date.now())
        timer = setInterval(() => time.set(Date.now()), periodMs)
      }
      listeners += 1
      const stop = time.subscribe(listener)
      return () => {
        stop()
        listeners -= 1
        if (listeners === 0) clearInterval(timer)
      }
    },
  }
}
