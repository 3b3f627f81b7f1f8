import { useSyncExternalStore } from 'react'
import { createStore, type Store } from './store.ts'

interface Clock {
  store: Store<number>
  listeners: number
  timer: ReturnType<typeof setInterval> | undefined
}

const clocks = new Map<number, Clock>()

/** The time (ms since the epoch), renewed every `periodMs`; one timer serves all who ask for that period. */
export function useNow(periodMs = 30_000): number {
  const clock = clockOf(periodMs)
  return useSyncExternalStore(subscriptions(clock, periodMs), clock.store.get)
}

function clockOf(periodMs: number): Clock {
  let clock = clocks.get(periodMs)
  if (!clock) {
    clock = { store: createStore(Date.now()), listeners: 0, timer: undefined }
    clocks.set(periodMs, clock)
  }
  return clock
}

const subscribers = new WeakMap<Clock, (listener: () => void) => () => void>()

// React re-subscribes when it is handed another function, so each clock keeps one.
function subscriptions(clock: Clock, periodMs: number): (listener: () => void) => () => void {
  let subscribe = subscribers.get(clock)
  if (!subscribe) {
    subscribe = (listener) => {
      if (clock.listeners === 0) {
        // Renewed only if nobody has kept it right; a change renders everybody again.
        if (Date.now() - clock.store.get() > periodMs / 2) clock.store.set(Date.now())
        clock.timer = setInterval(() => clock.store.set(Date.now()), periodMs)
      }
      clock.listeners += 1
      const stop = clock.store.subscribe(listener)
      return () => {
        stop()
        clock.listeners -= 1
        if (clock.listeners === 0) clearInterval(clock.timer)
      }
    }
    subscribers.set(clock, subscribe)
  }
  return subscribe
}
