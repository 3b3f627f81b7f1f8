import type { Location, NavigateFunction } from 'react-router'

interface Navigation {
  location: Location
  navigate: NavigateFunction
}

let current: Navigation | undefined

/** Makes the router's place and way known to what acts only when used. */
export function provideNavigation(next: Navigation): void {
  current = next
}

/** Where the console is and how it goes elsewhere; throws before the router has said so. */
export function navigation(): Navigation {
  if (!current) throw new Error('Navigation was asked for before the router was there')
  return current
}

/** Notes the page a person is on; the answer says later whether they are still there. */
export function watchPage(): () => boolean {
  const { pathname } = navigation().location
  return () => navigation().location.pathname === pathname
}
