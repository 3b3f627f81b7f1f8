import { plainStatus, type Device } from '../api/device.ts'

/** True when `status` and `active` contradict each other; undocumented statuses contradict nothing. */
export function isInconsistent(status: string, active: Device['active']): boolean {
  if (typeof active !== 'boolean') return false
  const plain = plainStatus(status)
  return active ? plain === 'deactivated' : plain === 'online' || plain === 'offline'
}
