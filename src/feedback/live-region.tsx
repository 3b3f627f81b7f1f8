import { useState } from 'react'
import { createStore } from '../lib/store.ts'
import { useStore } from '../lib/use-store.ts'
import { sessionPart } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'

/** The current announcement; `turn` makes a repeated sentence announce again. */
export const announcement = sessionPart(() => createStore({ text: '', turn: 0 }))

/** A polite live region for what is announced from now on; it must be mounted before. */
export function LiveRegion() {
  const current = useStore(announcement(useSession()))
  const [before] = useState(current)
  return (
    <p role="status" className="sr-only">
      {current !== before && <span key={current.turn}>{current.text}</span>}
    </p>
  )
}
