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
import { loadPart } from '../lib/chunk.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import type { ConfirmationResult } from './confirmation/confirmation.ts'
import { confirmationChunk, redOnHover } from './row-actions.tsx'

interface DeviceActionsProps {
  devices: readonly Device[]
  actions?: readonly DeviceAction[]
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
    return (
      <Button
        key={action}
        variant={isMain ? (isDestructive ? 'danger' : 'primary') : 'secondary'}
        disabledReason={reason}
        onClick={(event: MouseEvent<HTMLElement>) => void act(event.currentTarget, action)}
        className={`max-sm:flex-1 ${hover}`}
      >
        <span aria-hidden className={`icon size-4 ${icon}`} />
        {labelOf?.(action, verb) ?? verb}
      </Button>
    )
  })
}

/** Why an action isn't possible on any of the devices; `undefined` when it is on some. */
function reasonAgainstAll(action: DeviceAction, devices: readonly Device[]): string | undefined {
  const reasons = devices.map((device) => disabledReasonFor(action, device))
  return reasons.includes(undefined) ? undefined : reasons[0]
}
