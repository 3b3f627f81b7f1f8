import type { MouseEvent } from 'react'
import {
  deviceActionNames,
  deviceActions,
  disabledReasonFor,
  readOnlyReason,
  type DeviceAction,
} from './definitions.ts'
import type { RunContext } from './run/run-record.ts'
import type { Device } from '../api/device.ts'
import { createChunk, loadPart } from '../lib/chunk.ts'
import { deviceName } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { iconClasses } from '../ui/icons.tsx'
import type { ConfirmationResult } from './confirmation/confirmation.ts'

export const confirmationChunk = createChunk(
  'confirmation',
  () => import('./confirmation/confirmation.ts'),
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
  const session = useSession()

  async function act(button: HTMLElement, action: DeviceAction) {
    const module = await loadPart(confirmationChunk)
    const result = await module?.actOnDevices(session, button, action, devices, contextOf?.(action))
    if (result) onActed?.(result)
  }

  return actions.map((action, position) => {
    const { verb, icon, isDestructive } = deviceActions[action]
    const isMain = hasMain && position === 0
    const hover = isDestructive && !isMain ? redOnHover : ''
    const reason = session.config.readOnly
      ? readOnlyReason
      : (disabledReason ?? reasonAgainstAll(action, devices))
    const press = (event: MouseEvent<HTMLElement>) => void act(event.currentTarget, action)
    if (isRow) {
      const label = `${verb} ${devices.map(deviceName).join()}`
      return (
        // A single element, because a page of a hundred rows has two hundred of them.
        <button
          key={action}
          type="button"
          aria-label={label}
          aria-disabled={reason !== undefined || undefined}
          title={reason ?? label}
          onClick={reason === undefined ? press : undefined}
          className={`row-button ${iconClasses[icon]} ${hover}`}
        />
      )
    }
    return (
      <Button
        key={action}
        variant={isMain ? (isDestructive ? 'danger' : 'primary') : 'secondary'}
        disabledReason={reason}
        onClick={press}
        className={`max-sm:flex-1 ${hover}`}
      >
        <span aria-hidden className={`icon size-4 ${iconClasses[icon]}`} />
        {labelOf?.(action, verb) ?? verb}
      </Button>
    )
  })
}

const redOnHover = 'hover:not-aria-disabled:bg-danger-soft hover:not-aria-disabled:text-danger'

/** Why an action isn't possible on any of the devices; `undefined` when it is on some. */
function reasonAgainstAll(action: DeviceAction, devices: readonly Device[]): string | undefined {
  const reasons = devices.map((device) => disabledReasonFor(action, device))
  return reasons.includes(undefined) ? undefined : reasons[0]
}
