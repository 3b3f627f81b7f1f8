import { createStore } from '../lib/store.ts'
import { useStore } from '../lib/use-store.ts'
import { sessionPart } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'

/** The current announcement; `turn` makes a repeated sentence announce again. */
export const announcement = sessionPart(() => createStore({ text: '', turn: 0 }))

/** The session's polite live region; it must be mounted before its first announcement. */
export function LiveRegion() {
  const { text, turn } = useStore(announcement(useSession()))
  return (
    <p role="status" className="sr-only">
      <span key={turn}>{text}</span>
    </p>
  )
}
