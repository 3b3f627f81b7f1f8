import type { DeviceChange } from '../api/device-calls.ts'
import { isDeactivated, type Device } from '../api/device.ts'
import type { IconName } from '../ui/icons.tsx'

/** An action on a device: its name, rule and effect; `explanations.ts` has what dialogs say of it. */
interface ActionDefinition {
  /** On buttons and in titles: "Deactivate". */
  verb: string
  /** While a run is under way: "Deactivating". */
  doing: string
  /** In counts and sentences: "12 deactivated". */
  done: string
  icon: IconName
  /** Shown in red, and guarded by a typed phrase when a device is in use. */
  isDestructive: boolean
  /** Why the action isn't possible on a device, in words, for the button and the mock; `undefined` when it is. */
  disabledReason: (device: Pick<Device, 'status' | 'active'>) => string | undefined
  /** True when the action may be sent a second time after a request without an answer. */
  isRepeatable: boolean
  /** True when a device that was read again shows the effect. */
  tookEffect: (device: Device) => boolean
  /** `gone` when the API no longer finds the device afterwards; otherwise gives the device as it is then. */
  effect: 'gone' | ((device: Device) => Device)
}

/** The actions on devices, each a call of the API, in the order of their buttons. */
export const deviceActions: Record<DeviceChange, ActionDefinition> = {
  deactivate: {
    verb: 'Deactivate',
    doing: 'Deactivating',
    done: 'deactivated',
    icon: 'barred',
    isDestructive: false,
    disabledReason: (device) => (isDeactivated(device) ? 'Already deactivated' : undefined),
    isRepeatable: false,
    tookEffect: isDeactivated,
    effect: (device) => ({ ...device, status: 'Deactivated', active: false }),
  },
  remove: {
    verb: 'Remove',
    doing: 'Removing',
    done: 'removed',
    icon: 'bin',
    isDestructive: true,
    disabledReason: () => undefined,
    // Removing twice is removing once.
    isRepeatable: true,
    // A device that can be read hasn't been removed.
    tookEffect: () => false,
    effect: 'gone',
  },
}

/** Why no action is possible where `readOnly` in config.json says that the proxy forwards reads alone. */
export const readOnlyReason = 'Read-only'

export type DeviceAction = DeviceChange

export const deviceActionNames = Object.keys(deviceActions) as DeviceAction[]

/** Why an action isn't possible on a device, in words; `undefined` when it is. */
export function disabledReasonFor(
  action: DeviceAction,
  device: Pick<Device, 'status' | 'active'>,
): string | undefined {
  return deviceActions[action].disabledReason(device)
}
