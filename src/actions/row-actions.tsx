import {
  deviceActionNames,
  deviceActions,
  disabledReasonFor,
  readOnlyReason,
  type DeviceAction,
} from './definitions.ts'
import type { Device } from '../api/device.ts'
import { createChunk, loadPart } from '../lib/chunk.ts'
import { deviceName } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'

export const confirmationChunk = createChunk(
  'confirmation',
  () => import('./confirmation/confirmation.ts'),
)

/** Of an action that destroys; not on the main button of a page, which is red already. */
export const redOnHover =
  'hover:not-aria-disabled:bg-danger-soft hover:not-aria-disabled:text-danger'

/** A button for each action on the device of a row: icons, named after it. Each asks before it acts. */
export function RowActions({ device }: { device: Device }) {
  const session = useSession()

  async function act(button: HTMLElement, action: DeviceAction) {
    const module = await loadPart(confirmationChunk)
    await module?.actOnDevices(session, button, action, [device])
  }

  return deviceActionNames.map((action) => {
    const { verb, icon, isDestructive } = deviceActions[action]
    const reason = session.config.readOnly ? readOnlyReason : disabledReasonFor(action, device)
    const label = `${verb} ${deviceName(device)}`
    return (
      // A single element, because a page of a hundred rows has two hundred of them.
      <button
        key={action}
        type="button"
        aria-label={label}
        aria-disabled={reason !== undefined || undefined}
        title={reason ?? label}
        onClick={
          reason === undefined ? ({ currentTarget }) => void act(currentTarget, action) : undefined
        }
        className={`row-button ${icon} ${isDestructive ? redOnHover : ''}`}
      />
    )
  })
}
