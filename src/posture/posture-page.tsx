import { NoDevices } from '../devices/no-devices.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { isSearchable } from '../fleet/fleet-state.ts'
import { postureReading } from '../fleet/posture-reading.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { smallFleet, useFleet } from '../fleet/use-fleet.ts'
import { useStore } from '../lib/use-store.ts'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { useSession } from '../session/use-session.tsx'
import { Page } from '../ui/page.tsx'
import { AllFields, ExportPosture } from './all-fields.tsx'
import { FailingChecks } from './failing-checks.tsx'
import { ReadPostures } from './read-postures.tsx'

/** The failing checks of all devices, and every field of their postures, linked to the devices. */
export function PosturePage() {
  const fleet = useFleet()
  const { data, soFar, coverage, error } = useFleetQuery(['postures'], (snapshot, signal) =>
    snapshot.ask('postures', [], signal),
  )
  // A small fleet loads in a moment, in which each page of it would put the checks in another order.
  const isMoving = coverage.isLoading && (coverage.total ?? 0) <= smallFleet
  const postures = data ?? (isMoving ? undefined : soFar)
  const isReadingSingly = useStore(postureReading(useSession())).phase === 'reading'
  const areComing = postures
    ? isReadingSingly
    : !error && (isSearchable(fleet) || coverage.isLoading)
  const reported = postures && postures.withPosture > 0 ? postures : undefined
  return (
    <Page
      title="Posture"
      lead={
        <p className="max-w-3xl">
          Which posture checks fail, and on which devices. The API doesn’t define them, so they’re
          recognized by the names and results that device tools usually give them.
        </p>
      }
      tools={isSearchable(fleet) && fleet.held > 0 ? <ExportPosture /> : ''}
    >
      <FleetStatus result={{ coverage, error }} />
      {error && <FailureNotice error={error} />}
      {data?.devices === 0 && coverage.kind === 'complete' && <NoDevices />}
      {/* Devices that aren't loaded may be the ones with a posture. */}
      {data && <ReadPostures postures={data} isComplete={coverage.kind === 'complete'} />}
      {(areComing || reported) && <FailingChecks postures={reported} coverage={coverage} />}
      {reported && <AllFields postures={reported} />}
    </Page>
  )
}
