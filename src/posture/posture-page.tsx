import { NoDevices } from '../device/no-devices.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
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
  // The first reading would compute every count again with each page of devices.
  const isRead = fleet.asOf > 0 || (fleet.phase === 'failed' && fleet.held > 0)
  return (
    <Page
      title="Posture"
      lead={
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <p className="max-w-3xl">
            Which posture checks fail, and on which devices. The API documents only “compliant” and
            “lastCheck”; checks are recognized by their usual spellings.
          </p>
          {isRead && fleet.held > 0 && <ExportPosture />}
        </div>
      }
    >
      <FleetStatus state={fleet} />
      {isRead && <Postures />}
      {!isRead && fleet.phase !== 'declined' && fleet.phase !== 'failed' && <PostureSkeleton />}
    </Page>
  )
}

function Postures() {
  const { data, error } = useFleetAnswer(['postures'], (fleet, signal) => fleet.postures(signal))
  if (error) return <FailureNotice error={error} />
  if (!data) return <PostureSkeleton />
  if (data.devices === 0) return <NoDevices />
  return (
    <>
      <ReadPostures postures={data} />
      {data.withPosture > 0 && (
        <>
          <FailingChecks postures={data} />
          <AllFields postures={data} />
        </>
      )}
    </>
  )
}
