import { Navigate, useLocation, useRoutes } from 'react-router'
import { CleanUpPage } from '../clean-up/clean-up-page.tsx'
import { DuplicatesPage } from '../clean-up/duplicates-page.tsx'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { routes } from '../lib/paths.ts'
import { RunPages } from '../runs/run-pages.tsx'
import type { Config } from '../session/config.ts'
import { NotFoundPage } from './not-found-page.tsx'

const OverviewPage = lazyComponent(
  async () => (await import('../overview/overview-page.tsx')).OverviewPage,
  'if shown',
)
const PeoplePage = lazyComponent(
  async () => (await import('../people/people-page.tsx')).PeoplePage,
  'if shown',
)
const PersonPage = lazyComponent(
  async () => (await import('../people/person-page.tsx')).PersonPage,
  'if shown',
)
const PosturePage = lazyComponent(
  async () => (await import('../posture/posture-page.tsx')).PosturePage,
  'if shown',
)

/** Every page but the list and a device; these load when first shown. */
export function OtherPages({ config }: { config: Config }) {
  const deviceLimit = config.ownerDeviceLimit
  return useRoutes([
    { path: routes.overview, element: <OverviewPage deviceLimit={deviceLimit} /> },
    { path: routes.people, element: <PeoplePage deviceLimit={deviceLimit} /> },
    { path: routes.person, element: <PersonPage deviceLimit={deviceLimit} /> },
    { path: routes.posture, element: <PosturePage /> },
    { path: routes.cleanUp, element: <CleanUpPage /> },
    { path: routes.duplicates, element: <DuplicatesPage /> },
    { path: routes.activity, element: <RunPages /> },
    { path: routes.run, element: <RunPages /> },
    { path: '/owners/*', element: <Moved from="/owners" to={routes.people} /> },
    { path: '/runs/*', element: <Moved from="/runs" to={routes.activity} /> },
    { path: '*', element: <NotFoundPage /> },
  ])
}

/** Redirects addresses of earlier versions, which may stand in bookmarks and tickets. */
function Moved({ from, to }: { from: string; to: string }) {
  const { pathname, search, state } = useLocation()
  return (
    <Navigate to={to + pathname.slice(from.length) + search} state={state as unknown} replace />
  )
}
