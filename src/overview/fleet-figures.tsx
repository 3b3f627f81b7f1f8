import { FailureNotice } from '../feedback/failure-notice.tsx'
import { isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { timeZone } from '../lib/preferences.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { FleetStatus } from '../search/fleet-status.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { AskFirst } from './ask-first.tsx'
import { FigureCards } from './figure-cards.tsx'
import { FiguresSkeleton } from './figures-skeleton.tsx'
import { NoDevices } from '../device/no-devices.tsx'
import { readOverview } from './overview.ts'
import { summaryText } from './summary-text.ts'

const minute = 60_000

interface FleetFiguresProps {
  state: FleetState
  deviceLimit: number
}

/** The figures of the snapshot, while it is read and afterwards. */
export function FleetFigures({ state, deviceLimit }: FleetFiguresProps) {
  const zone = useStore(timeZone)
  // Ages grow while the devices stay the same.
  const minutes = Math.floor(useNow(minute) / minute)
  const { data: overview, error } = useFleetAnswer(
    ['overview', deviceLimit, minutes],
    (fleet, signal) => readOverview(fleet, deviceLimit, signal),
  )
  if (state.phase === 'complete' && state.held === 0) return <NoDevices />
  const canBeCounted = state.phase !== 'declined' && (state.phase !== 'failed' || state.held > 0)
  const figures = canBeCounted && isSearchable(state) ? overview : undefined
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <FleetStatus state={state} />
        </div>
        {figures && (
          <div className="-mr-3 max-sm:-ml-4">
            <CopyButton text={() => summaryText(figures, state, zone)} what="summary" showLabel />
          </div>
        )}
      </div>
      {canBeCounted && error && <FailureNotice error={error} />}
      {canBeCounted && !error && !figures && <FiguresSkeleton />}
      {figures && <FigureCards overview={figures} state={state} />}
      <AskFirst />
    </>
  )
}
