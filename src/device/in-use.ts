import { isOnline, type Device } from '../api/device.ts'
import { isWithinADay, parseTime } from '../lib/time.ts'

/** True for a device that is online or was seen in the last 24 hours. */
export function isInUse(device: Pick<Device, 'status' | 'lastConnection'>, now: number): boolean {
  return isOnline(device) || wasSeenWithin24h(device, now)
}

/** True for a device that was seen in the last 24 hours. */
export function wasSeenWithin24h(device: Pick<Device, 'lastConnection'>, now: number): boolean {
  const seen = parseTime(device.lastConnection)
  return seen !== undefined && isWithinADay(seen, now)
}
