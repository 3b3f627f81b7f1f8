import { steadyNow } from './clock.ts'
import type { Store } from './store.ts'
import { useNow } from './use-now.ts'
import { useStore } from './use-store.ts'

/** `12 s` or `2 min 5 s`, rounded up to whole seconds. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A countdown such as `12 s` to the steady time (ms) in the store; `undefined` once it has passed. */
export function useTimeLeft(until: Store<number>): string | undefined {
  const end = useStore(until)
  useNow(1_000)
  const left = end - steadyNow()
  return end > 0 && left > 0 ? timeLeft(left) : undefined
}
