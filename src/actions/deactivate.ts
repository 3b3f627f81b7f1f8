import { isDeactivated } from '../api/device.ts'
import { deactivateDevice } from '../api/devices.ts'
import type { ActionDefinition } from './definition.ts'

export const deactivate: ActionDefinition = {
  verb: 'Deactivate',
  doing: 'Deactivating',
  done: 'deactivated',
  icon: 'barred',
  isDestructive: false,
  reasonAgainst: (device) => (isDeactivated(device) ? 'Already deactivated' : undefined),
  request: deactivateDevice,
  isRepeatable: false,
  tookEffect: isDeactivated,
  effect: (device) => ({ ...device, status: 'Deactivated', active: false }),
}
