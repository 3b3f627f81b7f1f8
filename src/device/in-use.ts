import { isOnline, type Device } from '../api/device.ts'
import { dayMs, parseTime } from '../lib/time.ts'

/** True for a device that is online or was seen in the last 24 hours. */
export function isInUse(device: Pick<Device, 'status' | 'lastConnection'>, now: number): boolean {
  return isOnline(device) || wasSeenWithin24h(device, now)
}

/** True for a device that was seen in the last 24 hours. */
export function wasSeenWithin24h(device: Pick<Device, 'lastConnection'>, now: number): boolean {
  const seen = parseTime(device.lastConnection)
  return seen !== undefined && isWithinADay(seen, now)
}

/** True within the last 24 hours; what is ahead only because the clocks differ counts as just now. */
export function isWithinADay(time: number, now: number): boolean {
  return now - time < dayMs && !isAhead(time, now)
}

/** Difference (ms) between two clocks of which one has the wrong day, such as after a change of zone. */
const maxClockDifferenceMs = 25 * 3_600_000

/** True for a time in the future, even if the clocks differ by a day. */
export function isAhead(time: number, now: number): boolean {
  return time - now > maxClockDifferenceMs
}
