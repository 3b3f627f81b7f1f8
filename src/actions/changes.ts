import { isDeactivated, isOnline, type Device, type Owner } from '../api/device.ts'
import { serverNow, steadyNow } from '../lib/clock.ts'
import { isInUse } from '../device/in-use.ts'

/** What decides, proves or leaves the page is at most this old (ms), or read again first (QUALITY, 3). */
export const freshForMs = 60_000

/** True when a device was read too long ago to be acted on. */
export function isStale({ readAt }: Pick<Device, 'readAt'>, now = steadyNow()): boolean {
  return now - readAt > freshForMs
}

/**
 * What happened to a device between two readings that matters to somebody who is about to act on
 * it, in words; `undefined` when nothing did.
 */
export function whatChanged(before: Device, after: Device): string | undefined {
  if (isOnline(after) && !isOnline(before)) return 'Now online'
  if (isDeactivated(after) && !isDeactivated(before)) return 'Deactivated meanwhile'
  if (isOtherOwner(before.owner, after.owner)) return 'Owner changed'
  const now = serverNow()
  if (isInUse(after, now) && !isInUse(before, now)) return 'Connected since'
  return undefined
}

/** Only what both readings name can be compared: a list may leave the owner to the single device. */
function isOtherOwner(before: Owner | undefined, after: Owner | undefined): boolean {
  if (!before || !after) return false
  if (before.id !== undefined && after.id !== undefined) return before.id !== after.id
  return before.email?.toLowerCase() !== after.email?.toLowerCase()
}
