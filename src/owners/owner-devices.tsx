import { useMemo } from 'react'
import { deviceActions } from '../actions/device-actions.ts'
import { isDeactivated, type Device } from '../api/device.ts'
import { DeviceActions } from '../confirm/device-actions.tsx'
import { reasonIfEmpty, targetsLabel } from '../confirm/selected-devices.ts'
import { ProposalBar } from '../devices/proposal-bar.tsx'
import { ProposalTable } from '../devices/proposal-table.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { reasonToWait, shortfall } from '../fleet/completeness.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import { formatCount } from '../lib/text.ts'

interface OwnerDevicesProps {
  userId: string
  devices: readonly Device[]
  ownerName: string
  fleet: FleetState
  isStale: boolean
}

/** A person's devices, all selected at first, and the actions on them. */
export function OwnerDevices({ userId, devices, ownerName, fleet, isStale }: OwnerDevicesProps) {
  const { selection, forget } = useProposal(`owner ${userId}`, true)
  const all = useMemo(
    () => ({ label: `Select all ${formatCount(devices.length)}`, rows: devices }),
    [devices],
  )
  const selected = devices.filter(selection.has)
  const deactivated = selected.filter(isDeactivated).length
  return (
    <div className="grid gap-3">
      <ProposalBar
        selected={selected.length}
        total={devices.length}
        also={deactivated > 0 ? `${deactivated} already deactivated` : undefined}
        note={shortfall(fleet)}
      >
        <DeviceActions
          devices={selected}
          hasMain
          labelOf={targetsLabel(selected, devices.length)}
          disabledReason={reasonToWait(fleet, isStale) ?? reasonIfEmpty(selected)}
          contextOf={(action) => ({
            label: `${deviceActions[action].isDestructive ? 'Devices of' : 'Offboarding'} ${ownerName}`,
          })}
          onActed={forget}
        />
      </ProposalBar>
      <ProposalTable
        name={`Devices of ${ownerName}`}
        devices={devices}
        selection={selection}
        all={all}
        showsActions
        isStale={isStale}
      />
    </div>
  )
}
