import { targetsOf } from '../actions/run/run-record.ts'
import type { Device } from '../api/device.ts'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { setStatuses } from '../device/status-lists.ts'
import { hasStatus } from '../device/statuses.ts'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { reasonToWait, type Coverage } from '../fleet/coverage.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { Notice } from '../ui/notice.tsx'

interface PersonDevicesProps {
  userId: string
  devices: readonly Device[]
  ownerName: string
  coverage: Coverage
  isStale: boolean
}

/** Offboarding signs the person out of their devices and keeps the records. */
const offboarding = ['deactivate'] as const

/** A person's devices, the actions on those selected, and offboarding, which takes all of them. */
export function PersonDevices(props: PersonDevicesProps) {
  const { userId, devices, ownerName, coverage, isStale } = props
  const fleet = useFleetState()
  const proposal = useProposal(`owner ${userId}`, false)
  const selected = devices.filter(proposal.selection.has)
  const already = setStatuses.flatMap((status) => {
    const count = selected.filter((device) => hasStatus(device, status)).length
    return count > 0 ? `${count} already ${status.toLowerCase()}` : []
  })
  const offboard = `Offboard ${ownerName}`
  return (
    <div className="grid gap-3">
      {coverage.kind === 'complete' && targetsOf('deactivate', devices) === 0 && (
        <Notice tone="info" title="All devices are deactivated">
          This doesn’t close the account. If this person is leaving, do that in the Cipherscale
          admin portal.
        </Notice>
      )}
      <ProposedDevices
        name={`Devices of ${ownerName}`}
        devices={devices}
        proposal={proposal}
        coverage={coverage}
        isStale={isStale}
        also={already.join(', ')}
        mainAction={
          <DeviceActions
            devices={devices}
            actions={offboarding}
            hasMain
            labelOf={() => 'Offboard…'}
            disabledReason={reasonToWait(fleet, isStale)}
            contextOf={() => ({ label: offboard, job: offboard })}
          />
        }
        isOfPerson
      />
    </div>
  )
}
