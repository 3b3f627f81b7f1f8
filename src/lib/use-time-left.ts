import { steadyNow } from './clock.ts'
import type { Store } from './store.ts'
import { timeLeft } from './time.ts'
import { useNow } from './use-now.ts'
import { useStore } from './use-store.ts'

/** `12 s` until the moment in the store (steady ms), counted down each second; nothing once it has come. */
export function useTimeLeft(until: Store<number>): string | undefined {
  const end = useStore(until)
  useNow(1_000)
  const left = end - steadyNow()
  return end > 0 && left > 0 ? timeLeft(left) : undefined
}
