import { useMemo } from 'react'
import { targetsOf } from '../actions/run/run-record.ts'
import { isDeactivated, type Device } from '../api/device.ts'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { reasonIfEmpty, targetsLabel } from '../actions/selected-devices.ts'
import { ProposalBar } from '../devices/proposal-bar.tsx'
import { ProposalTable } from '../devices/proposal-table.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { reasonToWait, shortfall, type Coverage } from '../fleet/coverage.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import { formatCount } from '../lib/text.ts'
import { Notice } from '../ui/notice.tsx'

interface PersonDevicesProps {
  userId: string
  devices: readonly Device[]
  ownerName: string
  fleet: FleetState
  coverage: Coverage
  isStale: boolean
}

/** Offboarding signs the person out of their devices and keeps the records. */
const offboarding = ['deactivate'] as const

/** A person's devices, the actions on those selected, and offboarding, which takes all of them. */
export function PersonDevices(props: PersonDevicesProps) {
  const { userId, devices, ownerName, fleet, coverage, isStale } = props
  const { selection, forget } = useProposal(`owner ${userId}`, false)
  const all = useMemo(
    () => ({ label: `Select all ${formatCount(devices.length)}`, rows: devices }),
    [devices],
  )
  const selected = devices.filter(selection.has)
  const deactivated = selected.filter(isDeactivated).length
  const notReady = reasonToWait(fleet, isStale)
  const offboard = `Offboard ${ownerName}`
  return (
    <div className="grid gap-3">
      {coverage.kind === 'complete' && targetsOf('deactivate', devices) === 0 && (
        <Notice tone="info" title="All devices are deactivated">
          This doesn’t close the account. If this person is leaving, do that in the Cipherscale
          admin portal.
        </Notice>
      )}
      <ProposalBar
        selected={selected.length}
        total={devices.length}
        also={deactivated > 0 ? `${deactivated} already deactivated` : undefined}
        note={shortfall(coverage)}
      >
        <DeviceActions
          devices={selected}
          labelOf={targetsLabel(selected, devices.length)}
          disabledReason={notReady ?? reasonIfEmpty(selected)}
          contextOf={() => ({ label: `Devices of ${ownerName}` })}
          onActed={forget}
        />
        <DeviceActions
          devices={devices}
          actions={offboarding}
          hasMain
          labelOf={() => 'Offboard…'}
          disabledReason={notReady}
          contextOf={() => ({ label: offboard, job: offboard })}
        />
      </ProposalBar>
      <ProposalTable
        name={`Devices of ${ownerName}`}
        devices={devices}
        selection={selection}
        all={all}
        isOfPerson
        isStale={isStale}
      />
    </div>
  )
}
