import { isDeactivated, type Device } from '../api/device.ts'

/** The two ways to take a device off the network (API.md, "What the two actions mean"). */
export const deviceActions = ['deactivate', 'remove'] as const
export type DeviceAction = (typeof deviceActions)[number]

/** How many devices the action is possible on. */
export function targetsOf(
  action: DeviceAction,
  devices: readonly Pick<Device, 'status' | 'active'>[],
): number {
  return devices.filter((device) => reasonAgainst(action, device) === undefined).length
}

/**
 * Why an action is not possible on a device, in words; `undefined` when it is.
 * The same rule enables the button, words its reason, and makes the mock refuse.
 */
export function reasonAgainst(
  action: DeviceAction,
  device: Pick<Device, 'status' | 'active'>,
): string | undefined {
  return action === 'deactivate' && isDeactivated(device) ? 'Already deactivated' : undefined
}
