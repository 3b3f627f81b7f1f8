import type { DeviceChange } from '../api/device-calls.ts'
import type { Device } from '../api/device.ts'
import { hasStatus, type SetStatus, type Status } from '../device/statuses.ts'

/** An action on a device: its name, effect and rule; `explanations.ts` has what dialogs say of it. */
interface ActionDefinition {
  /** On buttons and in titles: "Deactivate". */
  verb: string
  /** While a run is under way: "Deactivating". */
  doing: string
  /** In counts and sentences: "12 deactivated". */
  done: string
  /** The class of a file in `ui/icons`, of which `tailwind.config.ts` makes it. */
  icon: `icon-${string}`
  /** Shown in red, and guarded by a typed phrase when a device is in use. */
  isDestructive: boolean
  /** The status of the device afterwards; `gone` when the API no longer finds it. */
  leadsTo: SetStatus | 'gone'
  /** The statuses in which it isn't possible. */
  impossibleIn: readonly Status[]
  /** True when the action may be sent a second time after a request without an answer. */
  isRepeatable: boolean
}

/** The actions on devices, each a call of the API, in the order of their buttons. */
export const deviceActions: Record<DeviceChange, ActionDefinition> = {
  deactivate: {
    verb: 'Deactivate',
    doing: 'Deactivating',
    done: 'deactivated',
    icon: 'icon-barred',
    isDestructive: false,
    leadsTo: 'Deactivated',
    impossibleIn: ['Deactivated'],
    isRepeatable: false,
  },
  remove: {
    verb: 'Remove',
    doing: 'Removing',
    done: 'removed',
    icon: 'icon-bin',
    isDestructive: true,
    leadsTo: 'gone',
    impossibleIn: [],
    // Removing twice is removing once.
    isRepeatable: true,
  },
}

/** Why no action is possible where `readOnly` in config.json says that the proxy forwards reads alone. */
export const readOnlyReason = 'Read-only'

export type DeviceAction = DeviceChange

export const deviceActionNames = Object.keys(deviceActions) as DeviceAction[]

/** Why an action isn't possible on a device, in words, for its button and the mock; `undefined` when it is. */
export function disabledReasonFor(
  action: DeviceAction,
  device: Pick<Device, 'status' | 'active'>,
): string | undefined {
  const status = deviceActions[action].impossibleIn.find((each) => hasStatus(device, each))
  return status && `Already ${status.toLowerCase()}`
}

/** True when a device that was read again shows the effect; one that can be read hasn't been removed. */
export function showsEffect(action: DeviceAction, device: Device): boolean {
  const { leadsTo } = deviceActions[action]
  return leadsTo !== 'gone' && hasStatus(device, leadsTo)
}
