import { useEffect, useRef } from 'react'
import { useSession } from '../session/use-session.tsx'
import { announce } from './announce.tsx'

/** Announces `text`, if there is one, when work that was under way has ended. */
export function useEndAnnounced(isUnderWay: boolean, text: string | undefined): void {
  const session = useSession()
  const wasUnderWay = useRef(isUnderWay)
  useEffect(() => {
    const hasEnded = wasUnderWay.current && !isUnderWay
    wasUnderWay.current = isUnderWay
    if (hasEnded && text !== undefined) announce(session, text)
  }, [session, isUnderWay, text])
}
