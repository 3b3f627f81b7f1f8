import { useLayoutEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { provideNavigation } from '../lib/navigation.ts'

/** Keeps `lib/navigation` in sync with the router. */
export function useNavigationProvided(): void {
  const location = useLocation()
  const navigate = useNavigate()
  useLayoutEffect(() => provideNavigation({ location, navigate }), [location, navigate])
}
