import { NoDevices } from '../device/no-devices.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { coverageOf } from '../fleet/coverage.ts'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { FleetStatus } from '../search/fleet-status.tsx'
import { Page } from '../ui/page.tsx'
import { AllFields } from './all-fields.tsx'
import { ExportPosture } from './export-posture.tsx'
import { FailingChecks } from './failing-checks.tsx'
import { PostureSkeleton } from './posture-skeleton.tsx'
import { ReadPostures } from './read-postures.tsx'

/** The failing checks of all devices, and every field of their postures, linked to the devices. */
export function PosturePage() {
  const fleet = useFleet()
  // While devices load, every count would be computed again with each page of them.
  const { isLoading } = coverageOf(fleet)
  const canCount = !isLoading && isSearchable(fleet)
  return (
    <Page
      title="Posture"
      lead={
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <p className="max-w-3xl">
            Which posture checks fail, and on which devices. The API documents only “compliant” and
            “lastCheck”; checks are recognized by their usual spellings.
          </p>
          {canCount && fleet.held > 0 && <ExportPosture />}
        </div>
      }
    >
      <FleetStatus />
      {canCount && <Postures />}
      {isLoading && <PostureSkeleton />}
    </Page>
  )
}

function Postures() {
  const result = useFleetQuery(['postures'], (fleet, signal) => fleet.ask('postures', [], signal))
  const { data, error, coverage } = result
  const postures = data ?? result.soFar
  if (error) return <FailureNotice error={error} />
  if (!postures) return <PostureSkeleton />
  if (postures.devices === 0 && coverage.kind === 'complete') return <NoDevices />
  return (
    <>
      {/* Devices that aren't loaded may be the ones with a posture. */}
      {data && <ReadPostures postures={data} isComplete={coverage.kind === 'complete'} />}
      {postures.withPosture > 0 && (
        <>
          <FailingChecks postures={postures} coverage={coverage} />
          <AllFields postures={postures} />
        </>
      )}
    </>
  )
}
