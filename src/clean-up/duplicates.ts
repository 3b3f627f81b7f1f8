import { isOnline, type Device } from '../api/device.ts'
import { parseTime } from '../lib/time.ts'

/** Devices that share a hardware id, newest first. */
export interface HardwareGroup {
  hardwareId: string
  devices: readonly Device[]
  /** So many that the id is more likely a placeholder than one machine. */
  isSuspicious: boolean
}

/** One machine is hardly registered more often than this. */
const mostOfOneMachine = 8

/** Devices by hardware id, the newest first, in each group and among the groups. */
export function toGroups(found: readonly Device[]): HardwareGroup[] {
  // Read once for each: a sort compares it many times.
  const newestFirst = found
    .map((device) => ({ device, time: newness(device) }))
    .toSorted((a, b) => b.time - a.time)
    .map(({ device }) => device)
  return [...Map.groupBy(newestFirst, ({ hardwareId = '' }) => hardwareId)].map(
    ([hardwareId, devices]) => ({
      hardwareId,
      devices,
      isSuspicious: devices.length > mostOfOneMachine,
    }),
  )
}

/**
 * Ids of devices proposed for removal: those surely older than the newest of their group.
 * Never one that is online, nor one of which it cannot be told how old it is.
 */
export function proposedForRemoval(groups: readonly HardwareGroup[]): Set<string> {
  const proposed = new Set<string>()
  for (const { devices, isSuspicious } of groups) {
    const [newest, ...others] = devices
    if (!newest || isSuspicious) continue
    for (const device of others) {
      const isOlder = newness(device) > -Infinity && newness(device) < newness(newest)
      if (isOlder && !isOnline(device)) proposed.add(device.id)
    }
  }
  return proposed
}

/** The last sign of life (ms since epoch): a machine re-imaged a minute ago has not connected yet. */
function newness({ lastConnection, createdAt }: Device): number {
  return Math.max(parseTime(lastConnection) ?? -Infinity, parseTime(createdAt) ?? -Infinity)
}
