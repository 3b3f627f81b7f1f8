import { endWithSession } from '../lib/session-store.ts'
import { announcement } from './live-region.tsx'

/** A dialog that closes just now keeps the page's live region from being heard for a moment (ms). */
const delayMs = 100
/** Screen readers drop a text that is replaced sooner (ms). */
const gapMs = 500
/** Older announcements are dropped. */
const maxQueueLength = 5

let queue: string[] = []
let gap: ReturnType<typeof setTimeout> | undefined

/** Queues a short sentence for screen readers. */
export function announce(text: string): void {
  queue = [...queue, text].slice(-maxQueueLength)
  gap ??= setTimeout(announceNext, delayMs)
}

function announceNext(): void {
  gap = undefined
  const text = queue.shift()
  if (text === undefined) return
  announcement.set({ text, turn: announcement.get().turn + 1 })
  gap = setTimeout(announceNext, gapMs)
}

// Announcements may name devices.
endWithSession(() => {
  queue = []
})
