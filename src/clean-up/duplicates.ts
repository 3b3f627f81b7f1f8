import { isOnline, type Device } from '../api/device.ts'
import { parseTime } from '../lib/time.ts'

/** Devices that share a hardware id, the one used last first. */
export interface HardwareGroup {
  hardwareId: string
  devices: readonly Device[]
  /** So many that the id is more likely a placeholder than one machine. */
  isSuspicious: boolean
}

/** One machine is hardly registered more often than this. */
const mostOfOneMachine = 8
/** Seen within this (ms), a device may be in use, whatever its status says. */
const recently = 24 * 60 * 60_000

/** Devices by hardware id, the one used last first, in each group and among the groups. */
export function toGroups(found: readonly Device[]): HardwareGroup[] {
  // Read once for each: a sort compares it many times.
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
 * Ids of devices proposed for removal: those surely used earlier than another of their group.
 * Never one that is online or was seen within a day of `now` (ms since epoch), nor one of which
 * it cannot be told when it was used.
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

/** The groups with a device in `suggested` before the others. */
export function suggestedFirst(
  groups: readonly HardwareGroup[],
  suggested: ReadonlySet<string>,
): HardwareGroup[] {
  const hasNone = ({ devices }: HardwareGroup) => !devices.some(({ id }) => suggested.has(id))
  return groups.toSorted((a, b) => Number(hasNone(a)) - Number(hasNone(b)))
}

/** The last sign of life (ms since epoch): a machine re-imaged a minute ago has not connected yet. */
function lastSign({ lastConnection, createdAt }: Device): number {
  return Math.max(parseTime(lastConnection) ?? -Infinity, parseTime(createdAt) ?? -Infinity)
}
