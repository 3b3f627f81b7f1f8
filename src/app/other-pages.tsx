import { Navigate, useLocation, useRoutes } from 'react-router'
import { CleanUpPage } from '../clean-up/clean-up-page.tsx'
import { DuplicatesPage } from '../clean-up/duplicates-page.tsx'
import { createChunk } from '../lib/chunk.ts'
import { paths, routes } from '../lib/paths.ts'
import { ActivityPage } from '../activity/activity-page.tsx'
import { ReceiptPage } from '../activity/receipt-page.tsx'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { DeadEnd } from '../ui/dead-end.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { lazyPage } from './lazy-page.tsx'

const OverviewPage = lazyPage(
  createChunk('overview', () => import('../overview/overview-page.tsx')),
  (module) => module.OverviewPage,
)
const PeoplePage = lazyPage(
  createChunk('people', () => import('../people/people-page.tsx')),
  (module) => module.PeoplePage,
)
const PersonPage = lazyPage(
  createChunk('person', () => import('../people/person-page.tsx')),
  (module) => module.PersonPage,
)
const PosturePage = lazyPage(
  createChunk('posture', () => import('../posture/posture-page.tsx')),
  (module) => module.PosturePage,
)

const FromListPage = lazyPage(
  createChunk('devices from a list', () => import('../from-list/from-list-page.tsx')),
  (module) => module.FromListPage,
)
const ChangesPage = lazyPage(
  createChunk('changes', () => import('../changes/changes-page.tsx')),
  (module) => module.ChangesPage,
)

/** Every page but the list and a device; these load when first shown. */
export function OtherPages() {
  return useRoutes([
    { path: paths.overview, element: <OverviewPage /> },
    { path: paths.people(), element: <PeoplePage /> },
    { path: routes.person, element: <PersonPage /> },
    { path: paths.posture, element: <PosturePage /> },
    { path: `${paths.fromList}/:view?`, element: <FromListPage /> },
    { path: `${paths.changes}/:kind?`, element: <ChangesPage /> },
    { path: paths.cleanUp, element: <CleanUpPage /> },
    { path: paths.duplicates, element: <DuplicatesPage /> },
    { path: paths.activity, element: <ActivityPage /> },
    { path: routes.run, element: <ReceiptPage /> },
    { path: '/owners/*', element: <Moved from="/owners" to={paths.people()} /> },
    { path: '/runs/*', element: <Moved from="/runs" to={paths.activity} /> },
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

function NotFoundPage() {
  useDocumentTitle('Page not found')
  return (
    <DeadEnd title="Page not found" next={<TextLink to={paths.devices()}>Go to devices</TextLink>}>
      There is no page at this address. Part of it may have been lost when it was copied.
    </DeadEnd>
  )
}
