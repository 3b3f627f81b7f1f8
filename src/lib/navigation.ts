import type { Location, NavigateFunction, NavigateOptions, To } from 'react-router'

interface Navigation {
  location: Location
  navigate: NavigateFunction
  /** `navigate` was called and its page is not there yet: to rewrite this address would take its place. */
  isLeaving: boolean
}

/** A page has one address. */
let current: Navigation | undefined

/** Sets the router's location and navigate function for code that reads them only in event handlers. */
export function provideNavigation(location: Location, navigate: NavigateFunction): void {
  const next: Navigation = {
    location,
    navigate(to: To | number, options?: NavigateOptions) {
      next.isLeaving = true
      return typeof to === 'number' ? navigate(to) : navigate(to, options)
    },
    isLeaving: false,
  }
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
