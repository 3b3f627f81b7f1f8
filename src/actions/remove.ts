import { removeDevice } from '../api/devices.ts'
import type { ActionDefinition } from './definition.ts'

export const remove: ActionDefinition = {
  verb: 'Remove',
  doing: 'Removing',
  done: 'removed',
  icon: 'bin',
  isDestructive: true,
  consequences: (device) => ({
    access: `${device} leaves the network and loses access.`,
    record: 'Deleted.',
    limit: 'Frees one of the owner’s device slots.',
  }),
  permanence:
    'This can’t be undone from this console. The user may be able to register the device again.',
  alternative: {
    action: 'deactivate',
    advice: 'Lost device, or owner leaving? Deactivating blocks access and keeps the record.',
  },
  reasonAgainst: () => undefined,
  request: removeDevice,
  // Removing twice is removing once.
  isRepeatable: true,
  // A device that can be read hasn't been removed.
  tookEffect: () => false,
  effect: 'gone',
}
