import { createSessionStore } from '../lib/session-store.ts'
import { useStore } from '../lib/use-store.ts'

/** What is being said. `turn` makes the same sentence heard twice in a row. */
export const announcement = createSessionStore({ text: '', turn: 0 })

/** The one polite live region. It is mounted once, before anything is said in it. */
export function LiveRegion() {
  const { text, turn } = useStore(announcement)
  return (
    <p role="status" className="sr-only">
      <span key={turn}>{text}</span>
    </p>
  )
}
