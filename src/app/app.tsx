import { Suspense } from 'react'
import { Navigate, useLocation, useRoutes } from 'react-router'
import { DeviceListPage } from '../devices/device-list-page.tsx'
import { LiveRegion } from '../feedback/live-region.tsx'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { paths, routes } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import type { Config } from '../session/config.ts'
import { session } from '../session/session.ts'
import { SessionProvider } from '../session/use-session.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { PreloadAfterFirstPage } from './preload-after-first-page.tsx'
import { Shell } from './shell.tsx'
import { useFocusOnNavigation } from './use-focus-on-navigation.ts'
import { useNavigationProvided } from './use-navigation-provided.ts'

const DevicePage = lazyComponent(
  async () => (await import('../device-page/device-page.tsx')).DevicePage,
  'soon',
)
const OtherPages = lazyComponent(
  async () => (await import('./other-pages.tsx')).OtherPages,
  'if shown',
)
const Disconnected = lazyComponent(
  async () => (await import('./disconnected.tsx')).Disconnected,
  'if shown',
)
const Overlays = lazyComponent(async () => (await import('./overlays.tsx')).Overlays, 'afterwards')

/** The page at the current address, or the connect page without a session. */
export function App({ config }: { config: Config }) {
  const current = useStore(session)
  useFocusOnNavigation(current.connection !== undefined)
  return (
    <>
      {current.connection ? (
        <SessionProvider key={current.connection.id} session={current}>
          <Pages config={config} />
          <PreloadAfterFirstPage />
          <Overlays />
        </SessionProvider>
      ) : (
        // At the same address, so no return path has to be carried along.
        <Suspense fallback={<main id="main" aria-busy />}>
          <Disconnected config={config} because={current.because} />
        </Suspense>
      )}
      <LiveRegion />
    </>
  )
}

function Pages({ config }: { config: Config }) {
  const { pathname } = useLocation()
  useNavigationProvided()
  return (
    <Shell canSignOut={config.auth === 'apikey' || config.signOutUrl !== undefined}>
      {/* Navigating away from a page that threw resets the boundary. */}
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<main id="main" aria-busy className="grow" />}>
          <RoutedPage config={config} />
        </Suspense>
      </ErrorBoundary>
    </Shell>
  )
}

function RoutedPage({ config }: { config: Config }) {
  return useRoutes([
    { path: paths.home, element: <Navigate to={paths.overview} replace /> },
    { path: routes.devices, element: <DeviceListPage /> },
    { path: routes.device, element: <DevicePage /> },
    { path: '*', element: <OtherPages config={config} /> },
  ])
}
