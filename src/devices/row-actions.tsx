import { confirmAction } from '../actions/confirmation.ts'
import { reasonAgainst, type DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { watchPage } from '../lib/navigation.ts'
import { deviceName } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { Barred, Bin } from '../ui/icons.tsx'
import { rowLinkId } from './device-link.tsx'

// Made once: a page of a hundred rows has two hundred of them.
const deactivateIcon = <Barred className="size-4" />
const removeIcon = <Bin className="size-4" />

/** What can be done to the device of a row. */
export function RowActions({ device }: { device: Device }) {
  const name = deviceName(device)

  async function act(action: DeviceAction, button: HTMLElement) {
    const row = button.closest('tr')
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling
    const next = neighbour?.querySelector('a')?.id
    const isStillHere = watchPage()
    await confirmAction(action, device)
    // The platform gives focus back to the button; when the device is gone, its neighbour is nearest.
    if (document.getElementById(rowLinkId(device.id)) || !isStillHere()) return
    const link = next === undefined ? null : document.getElementById(next)
    ;(link ?? document.querySelector('h1'))?.focus()
  }

  return (
    <span className="flex justify-end gap-1 max-sm:mt-2 max-sm:w-full max-sm:gap-2">
      <Button
        variant="quiet"
        square
        aria-label={`Deactivate ${name}`}
        icon={deactivateIcon}
        disabledReason={reasonAgainst('deactivate', device)}
        onClick={(event) => void act('deactivate', event.currentTarget)}
        className={onCard}
      >
        <span className="sm:hidden">Deactivate</span>
      </Button>
      <Button
        variant="quiet"
        square
        aria-label={`Remove ${name}`}
        icon={removeIcon}
        disabledReason={reasonAgainst('remove', device)}
        onClick={(event) => void act('remove', event.currentTarget)}
        className={`hover:not-aria-disabled:bg-danger-soft hover:not-aria-disabled:text-danger ${onCard}`}
      >
        <span className="sm:hidden">Remove</span>
      </Button>
    </span>
  )
}

/** A card has room for the word. */
const onCard =
  'max-sm:w-auto max-sm:flex-1 max-sm:text-sm max-sm:ring-1 max-sm:ring-line max-sm:ring-inset'
