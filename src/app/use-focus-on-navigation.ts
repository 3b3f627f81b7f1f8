import { useLayoutEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { pageAt } from '../lib/paths.ts'

/** Moves the focus to the heading after navigating to another page or connecting, where screen readers start. */
export function useFocusOnNavigation(isConnected: boolean): void {
  const { pathname } = useLocation()
  // The connect page focuses its field itself.
  const place = isConnected ? pageAt(pathname) : undefined
  const shown = useRef(place)

  // With the page itself: a person may press into a field of it before an effect after painting runs.
  useLayoutEffect(() => {
    if (shown.current === place) return
    shown.current = place
    if (place === undefined) return
    const observer = new MutationObserver(moveFocus)
    // The page's chunk may still be loading.
    observer.observe(document.body, { childList: true, subtree: true })
    moveFocus()
    return () => observer.disconnect()

    function moveFocus() {
      const heading = document.querySelector('h1')
      if (!heading) return
      observer.disconnect()
      heading.focus()
      scrollTo(0, 0)
    }
  }, [place])
}
