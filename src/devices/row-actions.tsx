import { reasonAgainst } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { lazyFunction } from '../lib/lazy-component.tsx'
import { deviceName } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { Barred, Bin } from '../ui/icons.tsx'

const actOnRow = lazyFunction(async () => (await import('./act-on-row.ts')).actOnRow)

// Made once: a page of a hundred rows has two hundred of them.
const deactivateIcon = <Barred className="size-4" />
const removeIcon = <Bin className="size-4" />

/** What can be done to the device of a row. */
export function RowActions({ device }: { device: Device }) {
  const name = deviceName(device)

  return (
    <span className="flex justify-end gap-1 max-sm:mt-2 max-sm:w-full max-sm:gap-2">
      <Button
        variant="quiet"
        square
        aria-label={`Deactivate ${name}`}
        icon={deactivateIcon}
        disabledReason={reasonAgainst('deactivate', device)}
        onClick={(event) => void actOnRow('deactivate', device, event.currentTarget)}
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
        onClick={(event) => void actOnRow('remove', device, event.currentTarget)}
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
