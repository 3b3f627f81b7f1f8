import { createSessionStore } from '../lib/session-store.ts'
import { useStore } from '../lib/use-store.ts'

const announcement = createSessionStore({ text: '', turn: 0 })

/** Has a screen reader say a short sentence when it is next idle. */
export function announce(text: string): void {
  announcement.set({ text, turn: announcement.get().turn + 1 })
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
