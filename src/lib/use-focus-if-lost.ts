import { useEffect } from 'react'

/** For what takes the place of rows that are gone: whoever's focus went with them starts at the heading. */
export function useFocusIfLost(): void {
  useEffect(() => {
    if (document.activeElement === document.body) {
      document.querySelector('h1')?.focus({ preventScroll: true })
    }
  }, [])
}
