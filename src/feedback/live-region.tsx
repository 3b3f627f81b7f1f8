import { createSessionStore } from '../lib/session-store.ts'
import { useStore } from '../lib/use-store.ts'

/** The current announcement; `turn` makes a repeated sentence announce again. */
export const announcement = createSessionStore({ text: '', turn: 0 })

/** The page's polite live region; it must be mounted before its first announcement. */
export function LiveRegion() {
  const { text, turn } = useStore(announcement)
  return (
    <p role="status" className="sr-only">
      <span key={turn}>{text}</span>
    </p>
  )
}
