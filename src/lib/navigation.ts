import type { Location, NavigateFunction } from 'react-router'

interface Navigation {
  location: Location
  navigate: NavigateFunction
  /** A link was followed whose page is not there yet: to rewrite this address would take its place. */
  isLeaving?: boolean
}

/** A page has one address. */
let current: Navigation | undefined

/** Sets the router's location and navigate function for code that reads them only in event handlers. */
export function provideNavigation(next: Navigation): void {
  current = next
}

/** The current location and navigate function; throws before the router is mounted. */
export function navigation(): Navigation {
  if (!current) throw new Error('navigation() was called before the router was mounted')
  return current
}

/** Returns a function that is true while the current page is open. */
export function watchPage(): () => boolean {
  const { pathname } = navigation().location
  return () => navigation().location.pathname === pathname
}
