import { useEffect, useLayoutEffect } from 'react'
import { Navigate, useLocation, useNavigate, useRoutes } from 'react-router'
import { DeviceListPage } from '../devices/device-list-page.tsx'
import { LiveRegion } from '../feedback/live-region.tsx'
import { missingParts } from '../lib/chunk.ts'
import { provideNavigation } from '../lib/navigation.ts'
import { isSamePath, pageAt, paths, routes } from '../lib/paths.ts'
import { restoreTranslatedTexts } from '../lib/translated-texts.ts'
import { useStore } from '../lib/use-store.ts'
import type { Config } from '../config/config.ts'
import { session } from '../session/session.ts'
import { SessionProvider } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { AfterFirstPage } from './after-first-page.tsx'
import { devicePage, disconnected, otherPages, overlays } from './chunks.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { lazyPage } from './lazy-page.tsx'
import { Shell } from './shell.tsx'
import { useFocusOnNavigation } from './use-focus-on-navigation.ts'

const DevicePage = lazyPage(devicePage, (module) => module.DevicePage)
const OtherPages = lazyPage(otherPages, (module) => module.OtherPages)
const Disconnected = lazyPage(disconnected, (module) => module.Disconnected)
const Overlays = lazyPart(overlays, (module) => module.Overlays)

/** The page at the current address, or the connect page without a session. */
export function App({ config }: { config: Config }) {
  const current = useStore(session)
  useFocusOnNavigation(current.connection !== undefined)
  useEffect(() => restoreTranslatedTexts(document.body), [])
  return (
    <>
      {current.connection ? (
        <SessionProvider key={current.connection.id} session={current}>
          <Pages />
          <AfterFirstPage />
          <Overlays />
          <LiveRegion />
        </SessionProvider>
      ) : (
        // At the same address, so no return path has to be carried along.
        <Disconnected config={config} because={current.because} />
      )}
      <MissingParts />
    </>
  )
}

function Pages() {
  const location = useLocation()
  // The same for all parts of a page, which keep what is on the screen, and the focus.
  const page = pageAt(location.pathname)
  const routed = useRoutes([
    { path: paths.home, element: <Navigate to={paths.overview} replace /> },
    { path: paths.devices(), element: <DeviceListPage /> },
    { path: routes.device, element: <DevicePage /> },
    { path: '*', element: <OtherPages /> },
  ])
  const navigate = useNavigate()
  useLayoutEffect(() => provideNavigation(location, navigate), [location, navigate])
  return (
    <Shell>
      {/* Navigating away from a page that threw resets the boundary. */}
      <ErrorBoundary key={page}>
        {/* `/devices/from-list` also matches the route of a device. */}
        {isSamePath(page, paths.fromList) ? <OtherPages /> : routed}
      </ErrorBoundary>
    </Shell>
  )
}

/** Names the parts of the screen that couldn't be downloaded. It covers some of the page instead of moving it. */
function MissingParts() {
  const missing = useStore(missingParts)
  if (missing.length === 0) return null
  return (
    <div role="alert" className="float-bar">
      <p>Couldn’t load: {missing.map(({ name }) => name).join(', ')}.</p>
      <Button onClick={() => Promise.all(missing.map((chunk) => chunk.load()))}>Try again</Button>
      <Button variant="quiet" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  )
}
