import { steadyNow } from './clock.ts'
import type { Store } from './store.ts'
import { timeLeft } from './time.ts'
import { useNow } from './use-now.ts'
import { useStore } from './use-store.ts'

/** A countdown such as `12 s` to the steady time (ms) in the store; `undefined` once it has passed. */
export function useTimeLeft(until: Store<number>): string | undefined {
  const end = useStore(until)
  useNow(1_000)
  const left = end - steadyNow()
  return end > 0 && left > 0 ? timeLeft(left) : undefined
}
