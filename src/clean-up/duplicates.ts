import { isOnline, type Device } from '../api/device.ts'
import { hardwareKey } from '../device/hardware-id.ts'
import { dayMs, parseTime } from '../lib/time.ts'
import { ownerKey } from '../query/value-key.ts'

/** Devices that share a hardware ID, the most recently used first. */
export interface HardwareGroup {
  /** The ID as the most recently used device has it. */
  hardwareId: string
  devices: readonly Device[]
  /** Why none is suggested: so many devices that the ID is probably a placeholder, or different owners. */
  doubt: 'many' | 'owners' | undefined
}

/** One machine is rarely registered more often than this. */
const maxOfOneMachine = 8

/** Groups devices by hardware ID; the most recently used come first, in each group and among the groups. */
export function toGroups(found: readonly Device[]): HardwareGroup[] {
  // Read once per device: sorting compares each time often.
  const lastUsedFirst = found
    .map((device) => ({ device, time: lastSign(device) }))
    .toSorted((a, b) => b.time - a.time)
    .map(({ device }) => device)
  const groups = Map.groupBy(lastUsedFirst, ({ hardwareId = '' }) => hardwareKey(hardwareId))
  return [...groups.values()].map((devices) => ({
    hardwareId: devices[0]?.hardwareId ?? '',
    devices,
    doubt: doubtAbout(devices),
  }))
}

function doubtAbout(devices: readonly Device[]): HardwareGroup['doubt'] {
  if (devices.length > maxOfOneMachine) return 'many'
  return new Set(devices.map(({ owner }) => owner && ownerKey(owner))).size > 1
    ? 'owners'
    : undefined
}

/**
 * Returns the IDs of devices to suggest for removal: those that are certainly older, by their last use,
 * than another of their group. Never a device that is online, was seen within a day of `now` (ms since
 * epoch), or whose last use is unknown, and never one of different owners, who may have a machine each.
 */
export function proposedForRemoval(groups: readonly HardwareGroup[], now: number): Set<string> {
  const proposed = new Set<string>()
  for (const { devices, doubt } of groups) {
    const [usedLast, ...others] = devices
    if (!usedLast || doubt) continue
    for (const device of others) {
      const time = lastSign(device)
      const isUsedEarlier = time > -Infinity && time < lastSign(usedLast)
      // One seen within a day may be in use, whatever its status.
      if (isUsedEarlier && time < now - dayMs && !isOnline(device)) proposed.add(device.id)
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

/** Last connection or registration (ms since epoch); `-Infinity` when either can't be read. */
function lastSign({ lastConnection, createdAt }: Device): number {
  let latest = -Infinity
  for (const text of [lastConnection, createdAt]) {
    if (text === undefined) continue
    const time = parseTime(text)
    if (time === undefined) return -Infinity
    latest = Math.max(latest, time)
  }
  return latest
}
