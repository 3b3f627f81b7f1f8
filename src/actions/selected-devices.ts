import type { DeviceAction } from './definitions.ts'
import { targetsOf } from './run/run-record.ts'
import type { Device } from '../api/device.ts'
import { counted } from '../lib/text.ts'

/** Labels an action with the number of devices it is possible on: "Remove 3 devices", "all 3" of `total`, the verb alone for none. */
export function targetsLabel(devices: readonly Device[], total?: number) {
  return (action: DeviceAction, verb: string): string => {
    const count = targetsOf(action, devices)
    if (count === 0) return verb
    return `${verb} ${count === total && count > 1 ? 'all ' : ''}${counted(count, 'device')}`
  }
}

/** Why nothing can be done with an empty selection; `undefined` when it isn't empty. */
export function reasonIfEmpty(selected: readonly Device[]): string | undefined {
  return selected.length === 0 ? 'No devices are selected' : undefined
}
