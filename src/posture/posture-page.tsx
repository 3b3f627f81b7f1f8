import { NoDevices } from '../device/no-devices.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { FleetStatus } from '../search/fleet-status.tsx'
import { Page } from '../ui/page.tsx'
import { ExportPosture } from './export-posture.tsx'
import { PostureSkeleton } from './posture-skeleton.tsx'
import { PostureValues } from './posture-values.tsx'
import { ReadPostures } from './read-postures.tsx'

/** The fields and values in the postures of all devices, each linked to the devices that have it. */
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
            What the posture checks of all devices report. The API documents only “compliant” and
            “lastCheck”; every other field is shown as it came.
          </p>
          {isRead && fleet.held > 0 && <ExportPosture />}
        </div>
      }
    >
      <FleetStatus state={fleet} />
      {isRead && <Profile />}
      {!isRead && fleet.phase !== 'declined' && fleet.phase !== 'failed' && <PostureSkeleton />}
    </Page>
  )
}

function Profile() {
  const { data, error } = useFleetAnswer(['postures'], (fleet, signal) => fleet.postures(signal))
  if (error) return <FailureNotice error={error} />
  if (!data) return <PostureSkeleton />
  if (data.devices === 0) return <NoDevices />
  return (
    <>
      <ReadPostures profile={data} />
      {data.withPosture > 0 && <PostureValues profile={data} />}
    </>
  )
}
