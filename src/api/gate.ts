import { createStore } from '../lib/store.ts'
import { wait } from '../lib/wait.ts'

/** First pause after a 429 whose `Retry-After` a page cannot read; doubles with each further one. */
const firstPauseMs = 5_000
const longestPauseMs = 120_000

let refusalsInARow = 0

/** Time (ms since epoch) until which no call leaves; 0 while the gate is open. */
export const gateOpensAt = createStore(0)

/** Closes the one gate every call passes, for what the server asked or a growing pause. */
export function closeGate(retryAfterMs: number | undefined): void {
  const pause = retryAfterMs ?? Math.min(firstPauseMs * 2 ** refusalsInARow, longestPauseMs)
  refusalsInARow += 1
  const opensAt = Date.now() + pause
  gateOpensAt.set(Math.max(gateOpensAt.get(), opensAt))
  setTimeout(openWhenDue, pause)
}

/** Tells the gate that a call was answered, so that the next pause starts small again. */
export function noteAnswer(): void {
  refusalsInARow = 0
}

/** Resolves when calls may leave; rejects when `signal` aborts first. */
export async function passGate(signal?: AbortSignal): Promise<void> {
  // The gate may be closed again while waiting.
  for (;;) {
    const remaining = gateOpensAt.get() - Date.now()
    if (remaining <= 0) return
    await wait(remaining, signal)
  }
}

/** Opens the gate at once: another key or API has other limits. */
export function resetGate(): void {
  refusalsInARow = 0
  gateOpensAt.set(0)
}

function openWhenDue(): void {
  if (gateOpensAt.get() <= Date.now()) gateOpensAt.set(0)
}
