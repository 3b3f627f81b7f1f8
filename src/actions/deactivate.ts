import { isDeactivated } from '../api/device.ts'
import { deactivateDevice } from '../api/devices.ts'
import type { ActionDefinition } from './definition.ts'

export const deactivate: ActionDefinition = {
  verb: 'Deactivate',
  doing: 'Deactivating',
  done: 'deactivated',
  icon: 'barred',
  isDestructive: false,
  consequences: (device) => ({
    access: `${device} is signed out, and its user can’t sign in on it again.`,
    record: 'Kept, with the status Deactivated.',
    limit: 'Still counts against the owner’s device limit.',
  }),
  permanence: 'This can’t be undone from this console.',
  alternative: { action: 'remove', advice: 'Need to free a device slot?' },
  reasonAgainst: (device) => (isDeactivated(device) ? 'Already deactivated' : undefined),
  request: deactivateDevice,
  isRepeatable: false,
  tookEffect: isDeactivated,
  effect: (device) => ({ ...device, status: 'Deactivated', active: false }),
}
