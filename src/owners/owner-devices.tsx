import { Ban, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { confirmActions } from '../confirm/confirmation.ts'
import { reasonAgainst, type DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { ProposalBar } from '../devices/proposal-bar.tsx'
import { ProposalTable } from '../devices/proposal-table.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { reasonToWait, shortfall } from '../fleet/completeness.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import { counted, formatCount } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'

interface OwnerDevicesProps {
  userId: string
  devices: readonly Device[]
  ownerName: string
  fleet: FleetState
  isStale: boolean
}

/** A person's devices, all of them selected at first, and what can be done with them. */
export function OwnerDevices({ userId, devices, ownerName, fleet, isStale }: OwnerDevicesProps) {
  const { selection, forget } = useProposal(`owner ${userId}`, true)
  const all = useMemo(
    () => ({ label: `Select all ${formatCount(devices.length)}`, rows: devices }),
    [devices],
  )
  const selected = devices.filter(selection.has)
  const canDeactivate = selected.filter((device) => !reasonAgainst('deactivate', device))

  const off = selected.length - canDeactivate.length

  async function act(action: DeviceAction) {
    const runId = await confirmActions(action, selected, {
      label: action === 'deactivate' ? `Offboarding ${ownerName}` : `Devices of ${ownerName}`,
    })
    if (runId) forget()
  }

  const notReady =
    reasonToWait(fleet, isStale) ?? (selected.length === 0 ? 'No devices are selected' : undefined)
  return (
    <div className="grid gap-3">
      <ProposalBar
        selected={selected.length}
        total={devices.length}
        also={off > 0 ? `${off} already deactivated` : undefined}
        note={shortfall(fleet)}
      >
        <Button
          variant="primary"
          icon={<Ban aria-hidden className="size-4" />}
          disabledReason={
            notReady ?? (canDeactivate.length === 0 ? 'Already deactivated' : undefined)
          }
          onClick={() => void act('deactivate')}
        >
          {wordsFor('Deactivate', canDeactivate.length, devices.length)}
        </Button>
        <Button
          icon={<Trash2 aria-hidden className="size-4" />}
          disabledReason={notReady}
          onClick={() => void act('remove')}
          className="hover:not-aria-disabled:bg-danger-soft hover:not-aria-disabled:text-danger"
        >
          {wordsFor('Remove', selected.length, devices.length)}
        </Button>
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

/** No number where there is nothing to do: the reason beside it says why. */
function wordsFor(verb: string, count: number, total: number): string {
  if (count === 0) return verb
  return `${verb} ${count === total && total > 1 ? 'all ' : ''}${counted(count, 'device')}`
}
