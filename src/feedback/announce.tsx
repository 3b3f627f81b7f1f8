import { createStore } from '../lib/store.ts'
import { useStore } from '../lib/use-store.ts'

/** A screen reader that is asked too soon after the text before never says that one. */
const gapMs = 500
/** Older news than this is not worth hearing. */
const mostWaiting = 5

const announcement = createStore({ text: '', turn: 0 })
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

/** Takes back what was announced and what still waits to be. */
export function silence(): void {
  waiting = []
  announcement.set({ text: '', turn: 0 })
}

/** The one polite live region. It is mounted once, before anything is said in it. */
export function LiveRegion() {
  const { text, turn } = useStore(announcement)
  return (
    <p role="status" className="sr-only">
      {/* A new element makes the same sentence heard twice in a row. */}
      <span key={turn}>{text}</span>
    </p>
  )
}
