import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/**
 * Moves the focus to the heading of each new page, so that keyboard and screen
 * reader start at its top; the first page after connecting is one. A change within
 * a page, where the path stays the same, keeps the focus.
 */
export function useFocusOnNavigation(isConnected: boolean): void {
  const { pathname } = useLocation()
  // The connect page puts the focus into its field by itself.
  const place = isConnected ? pathname : undefined
  const shown = useRef(place)

  useEffect(() => {
    if (shown.current === place) return
    shown.current = place
    if (place === undefined) return
    // The page may still be on its way as a lazy chunk.
    const stop = new AbortController()
    focusHeading(stop.signal)
    return () => stop.abort()
  }, [place])
}

function focusHeading(signal: AbortSignal): void {
  if (moveFocus()) return
  const observer = new MutationObserver(() => {
    if (moveFocus()) observer.disconnect()
  })
  observer.observe(document.body, { childList: true, subtree: true })
  signal.addEventListener('abort', () => observer.disconnect())
}

function moveFocus(): boolean {
  const heading = document.querySelector('h1')
  heading?.focus()
  if (heading) scrollTo(0, 0)
  return heading !== null
}
