import { useIsFetching } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { confirmation } from '../actions/confirmation.ts'
import { preloadSoonNeeded } from '../lib/lazy-component.tsx'
import { useStore } from '../lib/use-store.ts'
import { whenIdle } from '../lib/when-idle.ts'

/**
 * False until nothing is being read for the first page any more and the browser is
 * idle: only then does what comes next download, so that it never delays the rows.
 */
export function useFirstPageStands(): boolean {
  const isReading = useIsFetching() > 0
  const isNeededNow = useStore(confirmation) !== undefined
  const [stands, setStands] = useState(false)

  useEffect(() => {
    if (stands || isReading) return
    // Two frames from here the rows are on the screen.
    let cancel = () => {}
    const frame = requestAnimationFrame(() => {
      cancel = whenIdle(() => {
        setStands(true)
        void preloadSoonNeeded()
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      cancel()
    }
  }, [stands, isReading])

  return stands || isNeededNow
}
