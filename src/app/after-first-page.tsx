import { useIsFetching } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isFirstPageShown } from '../lib/chunk.ts'
import { whenIdle } from '../lib/when-idle.ts'
import { idleDownloads } from './chunks.ts'

/** Downloading starts after this time (ms) even while the first page is still loading. */
const maxWaitMs = 3_000

function start(): void {
  if (isFirstPageShown.get()) return
  isFirstPageShown.set(true)
  // A failure is told by the part that needs the chunk.
  for (const chunk of idleDownloads) chunk.load().catch(() => undefined)
}

/** Downloads the remaining chunks when the browser is idle. Returns a function that cancels it. */
export function downloadWhenIdle(): () => void {
  return whenIdle(start)
}

/** Downloads the remaining chunks once they can't delay the first rows: no request is pending, or 3 s have passed. */
export function AfterFirstPage() {
  const isReading = useIsFetching() > 0

  useEffect(() => {
    const timer = setTimeout(start, maxWaitMs)
    return () => clearTimeout(timer)
  }, [])

  useEffect(() => {
    if (isFirstPageShown.get() || isReading) return
    // The rows are painted two frames later.
    let cancel = () => cancelAnimationFrame(frame)
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        cancel = whenIdle(start)
      })
    })
    return () => cancel()
  }, [isReading])

  return null
}
