import { NoDevices } from '../device/no-devices.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { timeZone } from '../lib/preferences.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { FleetStatus } from '../search/fleet-status.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { FigureCards } from './figure-cards.tsx'
import { FiguresSkeleton } from './figures-skeleton.tsx'
import { readOverview } from './overview.ts'
import { summaryText } from './summary-text.ts'

const minute = 60_000

/** The figures of the snapshot, while it is loaded and afterwards. */
export function FleetFigures({ deviceLimit }: { deviceLimit: number }) {
  const zone = useStore(timeZone)
  const state = useFleetState()
  // Ages grow while the devices stay the same.
  const minutes = Math.floor(useNow(minute) / minute)
  const { data, soFar, coverage, error } = useFleetQuery(
    ['overview', deviceLimit, minutes],
    (fleet, signal) => readOverview(fleet, deviceLimit, signal),
  )
  const figures = data ?? soFar
  if (figures?.total === 0 && coverage.kind === 'complete') return <NoDevices />
  const areComing = isSearchable(state) || coverage.isLoading
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <FleetStatus />
        </div>
        {figures && (
          <div className="-mr-3 max-sm:-ml-4">
            <CopyButton
              text={() => summaryText(figures, coverage, state.asOf, zone)}
              what="summary"
              showLabel
            />
          </div>
        )}
      </div>
      {error && <FailureNotice error={error} />}
      {!error && !figures && areComing && <FiguresSkeleton />}
      {figures && <FigureCards overview={figures} coverage={coverage} asOf={state.asOf} />}
    </>
  )
}
