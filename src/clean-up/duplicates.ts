import { isOnline, type Device } from '../api/device.ts'
import { parseTime } from '../lib/time.ts'

/** Devices that share a hardware ID, the most recently used first. */
export interface HardwareGroup {
  hardwareId: string
  devices: readonly Device[]
  /** True for so many devices that the ID is probably a placeholder. */
  isSuspicious: boolean
}

/** One machine is rarely registered more often than this. */
const mostOfOneMachine = 8
/** A device seen within this (ms) may be in use, whatever its status. */
const recently = 24 * 60 * 60_000

/** Groups devices by hardware ID; the most recently used come first, in each group and among the groups. */
export function toGroups(found: readonly Device[]): HardwareGroup[] {
  // Read once per device: sorting compares each time often.
  const lastUsedFirst = found
    .map((device) => ({ device, time: lastSign(device) }))
    .toSorted((a, b) => b.time - a.time)
    .map(({ device }) => device)
  return [...Map.groupBy(lastUsedFirst, ({ hardwareId = '' }) => hardwareId)].map(
    ([hardwareId, devices]) => ({
      hardwareId,
      devices,
      isSuspicious: devices.length > mostOfOneMachine,
    }),
  )
}

/**
 * Returns the IDs of devices to suggest for removal: those known to have been used earlier than another
 * of their group. Never a device that is online, was seen within a day of `now` (ms since epoch), or
 * whose last use is unknown.
 */
export function proposedForRemoval(
  groups: readonly HardwareGroup[],
  now = Date.now(),
): Set<string> {
  const proposed = new Set<string>()
  for (const { devices, isSuspicious } of groups) {
    const [usedLast, ...others] = devices
    if (!usedLast || isSuspicious) continue
    for (const device of others) {
      const time = lastSign(device)
      const isUsedEarlier = time > -Infinity && time < lastSign(usedLast)
      if (isUsedEarlier && time < now - recently && !isOnline(device)) proposed.add(device.id)
    }
  }
  return proposed
}

/** Puts groups with a suggested device before the others. */
export function suggestedFirst(
  groups: readonly HardwareGroup[],
  suggested: ReadonlySet<string>,
): HardwareGroup[] {
  const hasNone = ({ devices }: HardwareGroup) => !devices.some(({ id }) => suggested.has(id))
  return groups.toSorted((a, b) => Number(hasNone(a)) - Number(hasNone(b)))
}

/** Last connection or registration (ms since epoch): a device re-imaged a minute ago hasn't connected yet. */
function lastSign({ lastConnection, createdAt }: Device): number {
  return Math.max(parseTime(lastConnection) ?? -Infinity, parseTime(createdAt) ?? -Infinity)
}
