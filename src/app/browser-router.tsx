import { useLayoutEffect, useState, type ReactNode } from 'react'
import { Router, UNSAFE_createBrowserHistory as createBrowserHistory } from 'react-router'

/**
 * Provides the address bar's location. The package's own BrowserRouter shares a module with its links,
 * forms and server rendering, which would add 4 KB to the first load. It updates without transitions:
 * a key press right after a navigation must act on the new order or page.
 */
export function BrowserRouter({ children }: { children: ReactNode }) {
  const [history] = useState(() => createBrowserHistory({ v5Compat: true }))
  const [{ action, location }, update] = useState({
    action: history.action,
    location: history.location,
  })
  useLayoutEffect(() => history.listen(update), [history])
  return (
    <Router
      basename={import.meta.env.BASE_URL}
      location={location}
      navigationType={action}
      navigator={history}
      useTransitions={false}
    >
      {children}
    </Router>
  )
}
