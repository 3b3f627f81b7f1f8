import { useLayoutEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/**
 * Moves the focus to the heading after navigating to another path or connecting, so that keyboard
 * and screen reader start at the top. Changes within a page keep the focus.
 */
export function useFocusOnNavigation(isConnected: boolean): void {
  const { pathname } = useLocation()
  // The connect page focuses its field itself.
  const place = isConnected ? pathname : undefined
  const shown = useRef(place)

  // With the page itself: a person may press into a field of it before an effect after painting runs.
  useLayoutEffect(() => {
    if (shown.current === place) return
    shown.current = place
    if (place === undefined) return
    // The page's chunk may still be loading.
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
