import type { Store } from './store.ts'
import { timeLeft } from './time.ts'
import { useNow } from './use-now.ts'
import { useStore } from './use-store.ts'

/** `12 s` until the time in the store (ms since the epoch), counted down each second; nothing once it has come. */
export function useTimeLeft(until: Store<number>): string | undefined {
  const end = useStore(until)
  const now = useNow(1_000)
  return end > now ? timeLeft(end - now) : undefined
}
