import { useIsFetching } from '@tanstack/react-query'
import { useEffect } from 'react'
import { preloadSoonNeeded } from '../lib/preload.ts'
import { whenIdle } from '../lib/when-idle.ts'

/** Preloading starts after this time (ms) even while the first page is still loading. */
const longestWaitMs = 3_000

let hasStarted = false

function start(): void {
  if (hasStarted) return
  hasStarted = true
  void preloadSoonNeeded()
}

/** Preloads the remaining chunks when the browser is idle. Returns a function that cancels it. */
export function preloadWhenIdle(): () => void {
  return whenIdle(start)
}

/**
 * Preloads the remaining chunks once no request is pending and the browser is idle, so that they
 * never delay the first rows, or after 3 s. A component of its own, because it renders whenever a
 * request starts or ends.
 */
export function PreloadAfterFirstPage() {
  const isReading = useIsFetching() > 0

  useEffect(() => {
    const timer = setTimeout(start, longestWaitMs)
    return () => clearTimeout(timer)
  }, [])

  useEffect(() => {
    if (hasStarted || isReading) return
    // The rows are painted two frames later.
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
