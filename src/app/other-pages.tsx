import { Route, Routes } from 'react-router'
import { CleanUpPage } from '../clean-up/clean-up-page.tsx'
import { DuplicatesPage } from '../clean-up/duplicates-page.tsx'
import { routes } from '../lib/paths.ts'
import { OwnerPage } from '../owners/owner-page.tsx'
import { RunPages } from '../runs/run-pages.tsx'
import type { Config } from '../session/config.ts'
import { NotFoundPage } from './not-found-page.tsx'

/** Every page but the list and a device, which the first load is for. */
export function OtherPages({ config }: { config: Config }) {
  return (
    <Routes>
      <Route path={routes.owner} element={<OwnerPage deviceLimit={config.ownerDeviceLimit} />} />
      <Route path={routes.cleanUp} element={<CleanUpPage />} />
      <Route path={routes.duplicates} element={<DuplicatesPage />} />
      <Route path={routes.runs} element={<RunPages />} />
      <Route path={routes.run} element={<RunPages />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  )
}
