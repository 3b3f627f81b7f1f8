import { sessionPart, type Session } from '../session/open-session.ts'
import { announcement } from './live-region.tsx'

/** A dialog that closes just now keeps the page's live region from being heard for a moment (ms). */
const delayMs = 100
/** Screen readers drop a text that is replaced sooner (ms). */
const gapMs = 500
/** Older announcements are dropped. */
const maxQueueLength = 5

const announcer = sessionPart((session) => {
  const { closed } = session.connection
  let queue: string[] = []
  let gap: ReturnType<typeof setTimeout> | undefined

  function announceNext(): void {
    gap = undefined
    const text = queue.shift()
    if (text === undefined) return
    const current = announcement(session)
    current.set({ text, turn: current.get().turn + 1 })
    gap = setTimeout(announceNext, gapMs)
  }

  // Announcements may name devices.
  closed.addEventListener('abort', () => clearTimeout(gap))
  return (text: string) => {
    if (closed.aborted) return
    queue = [...queue, text].slice(-maxQueueLength)
    gap ??= setTimeout(announceNext, delayMs)
  }
})

/** Queues a short sentence for screen readers. */
export function announce(session: Session, text: string): void {
  announcer(session)(text)
}
