import { endWithSession } from '../lib/session-store.ts'
import { announcement } from './live-region.tsx'

/** A screen reader that is asked too soon after the text before never says that one. */
const gapMs = 500
/** Older news than this is not worth hearing. */
const mostWaiting = 5

let waiting: string[] = []
let gap: ReturnType<typeof setTimeout> | undefined

/** Has a screen reader say a short sentence when it is next idle, after those announced before it. */
export function announce(text: string): void {
  waiting = [...waiting, text].slice(-mostWaiting)
  if (!gap) sayNext()
}

function sayNext(): void {
  gap = undefined
  const text = waiting.shift()
  if (text === undefined) return
  announcement.set({ text, turn: announcement.get().turn + 1 })
  gap = setTimeout(sayNext, gapMs)
}

// What was announced names devices.
endWithSession(() => {
  waiting = []
})
