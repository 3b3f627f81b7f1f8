import { useSyncExternalStore } from 'react'
import { memoize } from './memoize.ts'
import { createStore, type Store } from './store.ts'

type Clock = Pick<Store<number>, 'get' | 'subscribe'>

/** The current time (ms since epoch), updated every `periodMs`. Components with the same period share a timer. */
export function useNow(periodMs = 30_000): number {
  const clock = clockOf(periodMs)
  return useSyncExternalStore(clock.subscribe, clock.get, clock.get)
}

/** The clock of a period, whose timer runs only while there are subscribers. */
const clockOf = memoize((periodMs: number): Clock => {
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
})
