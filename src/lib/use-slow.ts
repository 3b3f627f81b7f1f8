import { useEffect, useState } from 'react'

/** True once `isWaiting` has been true for `afterMs` continuously. */
export function useSlow(isWaiting: boolean, afterMs = 3_000): boolean {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => setIsSlow(true), afterMs)
    return () => {
      clearTimeout(timer)
      setIsSlow(false)
    }
  }, [isWaiting, afterMs])
  return isSlow
}
