import type { Device } from '../api/device.ts'

/**
 * True when `status` and `active` contradict each other: deactivated but active, or online or offline
 * but not active. The other statuses are undocumented, so they contradict nothing.
 */
export function isInconsistent(status: string, active: Device['active']): boolean {
  if (typeof active !== 'boolean') return false
  const plain = status.toLowerCase()
  return active ? plain === 'deactivated' : plain === 'online' || plain === 'offline'
}
