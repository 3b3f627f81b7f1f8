import { useRoutes } from 'react-router'
import { CleanUpPage } from '../clean-up/clean-up-page.tsx'
import { DuplicatesPage } from '../clean-up/duplicates-page.tsx'
import { routes } from '../lib/paths.ts'
import { OwnerPage } from '../owners/owner-page.tsx'
import { RunPages } from '../runs/run-pages.tsx'
import type { Config } from '../session/config.ts'
import { NotFoundPage } from './not-found-page.tsx'

/** Every page but the list and a device; these load when first shown. */
export function OtherPages({ config }: { config: Config }) {
  return useRoutes([
    { path: routes.owner, element: <OwnerPage deviceLimit={config.ownerDeviceLimit} /> },
    { path: routes.cleanUp, element: <CleanUpPage /> },
    { path: routes.duplicates, element: <DuplicatesPage /> },
    { path: routes.runs, element: <RunPages /> },
    { path: routes.run, element: <RunPages /> },
    { path: '*', element: <NotFoundPage /> },
  ])
}
