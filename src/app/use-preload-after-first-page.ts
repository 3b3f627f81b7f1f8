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
    // Two frames from here the rows are on the screen.
    let cancel = () => {}
    const afterFrame = (work: () => void) => {
      const frame = requestAnimationFrame(work)
      cancel = () => cancelAnimationFrame(frame)
    }
    afterFrame(() =>
      afterFrame(() => {
        cancel = whenIdle(() => {
          hasStarted = true
          void preloadSoonNeeded()
        })
      }),
    )
    return () => cancel()
  }, [isReading])
}
