import { useState } from 'react'
import { createSessionStore } from '../lib/session-store.ts'
import { useStore } from '../lib/use-store.ts'

/** The current announcement; `turn` makes a repeated sentence announce again. */
export const announcement = createSessionStore({ text: '', turn: 0 })

/** A polite live region for what is announced after it was mounted. */
export function LiveRegion() {
  const [before] = useState(() => announcement.get().turn)
  const { text, turn } = useStore(announcement)
  return (
    <p role="status" className="sr-only">
      {turn !== before && <span key={turn}>{text}</span>}
    </p>
  )
}
