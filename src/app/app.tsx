import type { QueryClient } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { Navigate, Route, Routes, useLocation } from 'react-router'
import type { Connection } from '../api/connection.ts'
import { DeviceListPage } from '../devices/device-list-page.tsx'
import { parseListParams } from '../devices/list-params.ts'
import { readPageAhead } from '../devices/read-page.ts'
import { LiveRegion } from '../feedback/live-region.tsx'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { isDeviceList, paths, routes } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import type { Config } from '../session/config.ts'
import { session, type ClosedBecause } from '../session/session.ts'
import { Connected, createQueryClient } from './connected.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { PreloadAfterFirstPage, preloadWhenIdle } from './preload-after-first-page.tsx'
import { Shell } from './shell.tsx'
import { useFocusOnNavigation } from './use-focus-on-navigation.ts'
import { useNavigationProvided } from './use-navigation-provided.ts'

const DevicePage = lazyComponent(
  async () => (await import('../devices/device-page.tsx')).DevicePage,
  'soon',
)
const RunPages = lazyComponent(
  async () => (await import('../runs/run-pages.tsx')).RunPages,
  'if shown',
)
const ConnectPage = lazyComponent(
  async () => (await import('../session/connect-page.tsx')).ConnectPage,
  'if shown',
)
const LockedPage = lazyComponent(
  async () => (await import('../session/locked-page.tsx')).LockedPage,
  'if shown',
)
const OwnerPage = lazyComponent(
  async () => (await import('../owners/owner-page.tsx')).OwnerPage,
  'if shown',
)
const CleanUpPage = lazyComponent(
  async () => (await import('../clean-up/clean-up-page.tsx')).CleanUpPage,
  'if shown',
)
const DuplicatesPage = lazyComponent(
  async () => (await import('../clean-up/duplicates-page.tsx')).DuplicatesPage,
  'if shown',
)
const NotFoundPage = lazyComponent(
  async () => (await import('./not-found-page.tsx')).NotFoundPage,
  'if shown',
)
const Overlays = lazyComponent(async () => (await import('./overlays.tsx')).Overlays, 'afterwards')

interface AppProps {
  config: Config
  /** Makes the cache of a connection. */
  createClient?: () => QueryClient
}

/** The console: the connect page while there is no session, else the page of the address. */
export function App({ config, createClient = createQueryClient }: AppProps) {
  const current = useStore(session)
  useFocusOnNavigation(current.connection !== undefined)
  return (
    <>
      {current.connection ? (
        <Connected
          key={current.connection.id}
          connection={current.connection}
          createClient={createClient}
        >
          <Pages config={config} />
          <PreloadAfterFirstPage />
          <Overlays />
        </Connected>
      ) : (
        // In place of the page, at its very address: nothing has to be carried there and back.
        <Disconnected config={config} because={current.because} />
      )}
      <LiveRegion />
    </>
  )
}

function Pages({ config }: { config: Config }) {
  const { pathname } = useLocation()
  useNavigationProvided()
  return (
    <Shell canSignOut={config.auth === 'apikey'}>
      {/* A fault on one page must not follow to the next. */}
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<main id="main" aria-busy className="grow" />}>
          <Routes>
            <Route path={paths.home} element={<Navigate to={paths.devices()} replace />} />
            <Route path={routes.devices} element={<DeviceListPage />} />
            <Route path={routes.device} element={<DevicePage />} />
            <Route
              path={routes.owner}
              element={<OwnerPage deviceLimit={config.ownerDeviceLimit} />}
            />
            <Route path={routes.cleanUp} element={<CleanUpPage />} />
            <Route path={routes.duplicates} element={<DuplicatesPage />} />
            <Route path={routes.runs} element={<RunPages />} />
            <Route path={routes.run} element={<RunPages />} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Suspense>
      </ErrorBoundary>
    </Shell>
  )
}

function Disconnected({ config, because }: { config: Config; because: ClosedBecause }) {
  const { pathname, search } = useLocation()
  useEffect(() => preloadWhenIdle(), [])

  async function check(connection: Connection) {
    // Whatever page is behind, a page of the list proves the key; it is kept as the first one shown.
    // A search would not do: the copy of the fleet answers it, without a word to the API.
    const params = { ...parseListParams(isDeviceList(pathname) ? search : ''), q: '' }
    await readPageAhead(connection, params)
  }

  return (
    <Suspense fallback={<main id="main" aria-busy />}>
      {config.auth === 'proxy' ? (
        <LockedPage />
      ) : (
        <ConnectPage
          because={because}
          apiBaseUrl={new URL(config.apiBaseUrl, location.href).href}
          check={check}
        />
      )}
    </Suspense>
  )
}
