import { NoDevices } from '../device/no-devices.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { timeZone } from '../lib/preferences.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { FleetStatus } from '../search/fleet-status.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Page } from '../ui/page.tsx'
import { FigureCards } from './figure-cards.tsx'
import { FiguresSkeleton } from './figures-skeleton.tsx'
import { Headlines } from './headlines.tsx'
import { readOverview } from './overview.ts'
import { summaryText } from './summary-text.ts'
import { TabReceipts } from './tab-receipts.tsx'

const minute = 60_000

/** The fleet at a glance, while it is loaded and afterwards; every number is a link to exactly that list. */
export function OverviewPage({ deviceLimit }: { deviceLimit: number }) {
  const state = useFleet()
  const zone = useStore(timeZone)
  // Ages grow while the devices stay the same.
  const minutes = Math.floor(useNow(minute) / minute)
  const { data, soFar, coverage, error } = useFleetQuery(
    ['overview', deviceLimit, minutes],
    (fleet, signal) => readOverview(fleet, deviceLimit, signal),
  )
  const figures = data ?? soFar
  const hasNone = figures?.total === 0 && coverage.kind === 'complete'
  const areComing = !error && !figures && (isSearchable(state) || coverage.isLoading)
  return (
    <Page
      title="Overview"
      lead={<FleetStatus />}
      tools={
        <div className="-mr-3">
          {figures && !hasNone && (
            <CopyButton
              text={() => summaryText(figures, coverage, state.asOf, zone)}
              what="summary"
              showLabel
            />
          )}
        </div>
      }
    >
      {error && <FailureNotice error={error} />}
      {hasNone && <NoDevices />}
      {!hasNone && (figures || areComing) && <Headlines overview={figures} coverage={coverage} />}
      {!hasNone && figures && <FigureCards overview={figures} coverage={coverage} />}
      {areComing && <FiguresSkeleton deviceLimit={deviceLimit} />}
      <TabReceipts />
    </Page>
  )
}
