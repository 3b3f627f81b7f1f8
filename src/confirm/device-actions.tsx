import {
  deviceActionNames,
  deviceActions,
  reasonAgainst,
  type DeviceAction,
} from '../actions/device-actions.ts'
import type { RunContext } from '../actions/run-record.ts'
import type { Device } from '../api/device.ts'
import { lazyFunction } from '../lib/lazy-component.tsx'
import { deviceName } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { namedIcons } from '../ui/icons.tsx'
import type { ConfirmationResult } from './confirmation.ts'

const actOnDevices = lazyFunction(async () => (await import('./act-on-devices.ts')).actOnDevices)

// Made once: a page of a hundred rows shows each a hundred times.
const icons = Object.fromEntries(
  deviceActionNames.map((action) => {
    const Icon = namedIcons[deviceActions[action].icon]
    return [action, <Icon key={action} className="size-4" />]
  }),
)

interface DeviceActionsProps {
  devices: readonly Device[]
  actions?: readonly DeviceAction[]
  /** In the row of a single device: icons, named after it. */
  isRow?: boolean
  /** The first action is the main one of the page. */
  hasMain?: boolean
  /** The text of a button, by default its verb alone. */
  labelOf?: (action: DeviceAction, verb: string) => string
  /** Disables every action. */
  disabledReason?: string | undefined
  contextOf?: (action: DeviceAction) => RunContext
  /** Called after the dialog has closed with something done. */
  onActed?: (result: ConfirmationResult) => void
}

/** A button for each action on one or more devices; each asks before it acts. */
export function DeviceActions({
  devices,
  actions = deviceActionNames,
  isRow = false,
  hasMain = false,
  labelOf,
  disabledReason,
  contextOf,
  onActed,
}: DeviceActionsProps) {
  async function act(button: HTMLElement, action: DeviceAction) {
    const result = await actOnDevices(button, action, devices, contextOf?.(action))
    if (result) onActed?.(result)
  }

  return (
    <span className={isRow ? rowClass : 'flex flex-wrap gap-2 max-sm:w-full'}>
      {actions.map((action, position) => {
        const { verb, isDestructive } = deviceActions[action]
        const isMain = hasMain && position === 0
        return (
          <Button
            key={action}
            variant={
              isRow ? 'quiet' : isMain ? (isDestructive ? 'danger' : 'primary') : 'secondary'
            }
            square={isRow}
            aria-label={isRow ? `${verb} ${devices.map(deviceName).join()}` : undefined}
            icon={icons[action]}
            disabledReason={disabledReason ?? reasonAgainstAll(action, devices)}
            onClick={(event) => void act(event.currentTarget, action)}
            className={`max-sm:flex-1 ${isRow ? rowButtonClass : ''} ${isDestructive && !isMain ? redOnHover : ''}`}
          >
            {isRow ? <span className="sm:hidden">{verb}</span> : (labelOf?.(action, verb) ?? verb)}
          </Button>
        )
      })}
    </span>
  )
}

const rowClass = 'flex justify-end gap-1 max-sm:mt-2 max-sm:w-full max-sm:gap-2'
/** A card has room for the verb. */
const rowButtonClass =
  'max-sm:w-auto max-sm:text-sm max-sm:ring-1 max-sm:ring-line max-sm:ring-inset'
const redOnHover = 'hover:not-aria-disabled:bg-danger-soft hover:not-aria-disabled:text-danger'

/** Why an action isn't possible on any of the devices; `undefined` when it is on some. */
function reasonAgainstAll(action: DeviceAction, devices: readonly Device[]): string | undefined {
  const reasons = devices.map((device) => reasonAgainst(action, device))
  return reasons.includes(undefined) ? undefined : reasons[0]
}
