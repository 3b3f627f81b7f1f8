import { removeDevice } from '../api/devices.ts'
import type { ActionDefinition } from './definition.ts'

export const remove: ActionDefinition = {
  verb: 'Remove',
  doing: 'Removing',
  done: 'removed',
  icon: 'bin',
  isDestructive: true,
  reasonAgainst: () => undefined,
  request: removeDevice,
  // Removing twice is removing once.
  isRepeatable: true,
  // A device that can be read hasn't been removed.
  tookEffect: () => false,
  effect: 'gone',
}
