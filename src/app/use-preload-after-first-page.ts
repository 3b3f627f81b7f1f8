import { useIsFetching } from '@tanstack/react-query'
import { useEffect } from 'react'
import { preloadSoonNeeded } from '../lib/lazy-component.tsx'
import { whenIdle } from '../lib/when-idle.ts'

let hasStarted = false

/**
 * Downloads what comes next once nothing is being read for the first page any more and
 * the browser is idle, so that it never delays the rows.
 */
export function usePreloadAfterFirstPage(): void {
  const isReading = useIsFetching() > 0

  useEffect(() => {
    if (hasStarted || isReading) return
    let cancel = () => {}
    // Two frames from here the rows are on the screen.
    const frame = requestAnimationFrame(() => {
      cancel = whenIdle(() => {
        hasStarted = true
        void preloadSoonNeeded()
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      cancel()
    }
  }, [isReading])
}
