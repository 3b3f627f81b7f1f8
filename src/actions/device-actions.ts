import type { Device } from '../api/device.ts'
import { deactivate } from './deactivate.ts'
import { remove } from './remove.ts'

/** The actions on devices, in the order of their buttons. */
export const deviceActions = { deactivate, remove }

export type DeviceAction = keyof typeof deviceActions

export const deviceActionNames = Object.keys(deviceActions) as DeviceAction[]

/** Why an action isn't possible on a device, in words; `undefined` when it is. */
export function reasonAgainst(
  action: DeviceAction,
  device: Pick<Device, 'status' | 'active'>,
): string | undefined {
  return deviceActions[action].reasonAgainst(device)
}
