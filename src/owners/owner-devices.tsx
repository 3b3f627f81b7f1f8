import { Ban, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { confirmAction, confirmActions } from '../confirm/confirmation.ts'
import { isGone } from '../actions/outcome.ts'
import { reasonAgainst, type DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { PickBar } from '../devices/pick-bar.tsx'
import { PickTable } from '../devices/pick-table.tsx'
import { usePicks } from '../devices/use-picks.ts'
import { reasonToWait, shortfall } from '../fleet/completeness.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import { watchPage } from '../lib/navigation.ts'
import { counted } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'

interface OwnerDevicesProps {
  userId: string
  devices: readonly Device[]
  ownerName: string
  fleet: FleetState
  isStale: boolean
}

const everyDevice = () => true

/** A person's devices, all of them chosen at first, and what can be done with them. */
export function OwnerDevices({ userId, devices, ownerName, fleet, isStale }: OwnerDevicesProps) {
  const picks = usePicks(`owner ${userId}`, everyDevice)
  const groups = useMemo(() => [{ id: 'all', devices }], [devices])
  const chosen = devices.filter(picks.isPicked)
  const canDeactivate = chosen.filter((device) => !reasonAgainst('deactivate', device))

  const off = chosen.length - canDeactivate.length

  async function act(action: DeviceAction) {
    const runId = await confirmActions(action, chosen, {
      label: action === 'deactivate' ? `Offboarding ${ownerName}` : `Devices of ${ownerName}`,
    })
    if (runId) picks.forget()
  }

  const notReady =
    reasonToWait(fleet, isStale) ?? (chosen.length === 0 ? 'No device is chosen' : undefined)
  return (
    <div className="grid gap-3">
      <PickBar
        chosen={chosen.length}
        total={devices.length}
        also={off > 0 ? `${off} of them deactivated already` : undefined}
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
          {wordsFor('Remove', chosen.length, devices.length)}
        </Button>
      </PickBar>
      <PickTable
        name={`Devices of ${ownerName}`}
        groups={groups}
        picks={picks}
        onRemove={startRemoving}
        isStale={isStale}
      />
    </div>
  )
}

// One function for all renders: rows are rendered again only when something of theirs changed.
function startRemoving(device: Device, button: HTMLElement): void {
  void removeOne(device, button)
}

async function removeOne(device: Device, button: HTMLElement): Promise<void> {
  const row = button.closest('tr')
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling
  const isStillHere = watchPage()
  const result = await confirmAction('remove', device)
  // The row is about to go, and the focus that the dialog gives back would go with it.
  if (result && isGone(result.action, result.outcome) && isStillHere()) {
    requestAnimationFrame(() => neighbour?.querySelector('a')?.focus())
  }
}

/** No number where there is nothing to do: the reason beside it says why. */
function wordsFor(verb: string, count: number, total: number): string {
  if (count === 0) return verb
  return `${verb} ${count === total && total > 1 ? 'all ' : ''}${counted(count, 'device')}`
}
