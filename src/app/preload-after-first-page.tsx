import { useIsFetching } from '@tanstack/react-query'
import { useEffect } from 'react'
import { preloadSoonNeeded } from '../lib/lazy-component.tsx'
import { whenIdle } from '../lib/when-idle.ts'

/** An answer that takes longer is waited for with everything else there: notices, menus, signing out. */
const longestWaitMs = 3_000

let hasStarted = false

function start(): void {
  if (hasStarted) return
  hasStarted = true
  void preloadSoonNeeded()
}

/** Downloads what comes next in an idle moment, while there is no page to wait for. Returns the way to cancel. */
export function preloadWhenIdle(): () => void {
  return whenIdle(start)
}

/**
 * Downloads what comes next once nothing is being read for the first page any more and
 * the browser is idle, so that it never delays the rows; after 3 s in any case.
 * A component, so that nothing else is rendered each time a request starts or ends.
 */
export function PreloadAfterFirstPage() {
  const isReading = useIsFetching() > 0

  useEffect(() => {
    const timer = setTimeout(start, longestWaitMs)
    return () => clearTimeout(timer)
  }, [])

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
        cancel = whenIdle(start)
      }),
    )
    return () => cancel()
  }, [isReading])

  return null
}
