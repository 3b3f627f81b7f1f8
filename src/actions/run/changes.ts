import { isOnline, type Device } from '../../api/device.ts'
import { serverNow, steadyNow } from '../../lib/clock.ts'
import { isInUse } from '../../device/in-use.ts'
import { isSameOwner } from '../../device/owner.ts'
import { setStatusOf } from '../../device/status-lists.ts'
import { freshForMs } from '../../fleet/fleet-state.ts'

/** True when a device was read too long ago to be acted on. */
export function isStale({ readAt }: Pick<Device, 'readAt'>, now = steadyNow()): boolean {
  return now - readAt > freshForMs
}

/** The change of a device that matters before acting on it, in words; `undefined` if there is none. */
export function whatChanged(before: Device, after: Device): string | undefined {
  if (isOnline(after) && !isOnline(before)) return 'Now online'
  const status = setStatusOf(after)
  if (status && status !== setStatusOf(before)) return `${status} meanwhile`
  // Lists may lack the owner that a single device has.
  if (before.owner && after.owner && !isSameOwner(before.owner, after.owner)) return 'Owner changed'
  const now = serverNow()
  if (!isInUse(after, now) || isInUse(before, now)) return undefined
  // A list may lack the time that a single device has.
  return before.lastConnection === undefined ? 'Connected in the last 24 hours' : 'Connected since'
}
