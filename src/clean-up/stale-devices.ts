import type { Device } from '../api/device.ts'
import { ownerName } from '../device-parts/owner.ts'
import type * as Fleet from '../fleet/fleet.ts'
import { parseQuery } from '../fleet/query.ts'
import type { CleanUpParams } from './clean-up-params.ts'

/** As many as a person can answer for in one go; the longest unseen come first, the others next time. */
export const mostAtOnce = 2_000

export interface StaleDevices {
  /** The longest unseen first, at most `mostAtOnce`. */
  devices: Device[]
  /** All there are. */
  total: number
  /** Of all there are, those that never connected. */
  never: number
}

/**
 * Devices that have not connected for longer than the days asked for. One that never connected
 * counts by its registration; one that is online is not stale, however long ago it connected.
 */
export async function findStale(
  fleet: Pick<typeof Fleet, 'searchFleet'>,
  { days, countsNever }: Pick<CleanUpParams, 'days' | 'countsNever'>,
  signal: AbortSignal,
): Promise<StaleDevices> {
  const find = (query: string, field: 'lastConnection' | 'createdAt') =>
    fleet.searchFleet({
      terms: parseQuery(`-status:online ${query}`).terms,
      sort: [{ field, descending: false }],
      offset: 0,
      limit: mostAtOnce,
      signal,
    })
  const [unseen, never] = await Promise.all([
    find(`seen:>${days}d`, 'lastConnection'),
    countsNever ? find(`seen:never registered:>${days}d`, 'createdAt') : undefined,
  ])
  return {
    devices: longestUnseenFirst([...unseen.devices, ...(never?.devices ?? [])]).slice(
      0,
      mostAtOnce,
    ),
    total: unseen.total + (never?.total ?? 0),
    never: never?.total ?? 0,
  }
}

function longestUnseenFirst(devices: readonly Device[]): Device[] {
  const since = ({ lastConnection, createdAt }: Device) =>
    Date.parse(lastConnection ?? createdAt ?? '')
  return devices.toSorted((a, b) => since(a) - since(b))
}

export interface Tally {
  /** What devices have in common: a status, an owner's id. */
  key: string
  label: string
  count: number
  /** One of them. */
  example: Device
}

/** How many devices have which status, the most frequent first. */
export function byStatus(devices: readonly Device[]): Tally[] {
  return tally(devices, ({ status }) => ({ key: status, label: status }))
}

/** How many devices belong to whom, those with most first. */
export function byOwner(devices: readonly Device[]): Tally[] {
  return tally(devices, ({ owner }) => ({
    // Whoever has no id is told by what is known of them; `:` is in no id.
    key: owner?.id ?? `:${owner?.email ?? ownerName(owner)}`,
    label: ownerName(owner),
  }))
}

function tally(
  devices: readonly Device[],
  keyOf: (device: Device) => { key: string; label: string },
): Tally[] {
  const found = new Map<string, Tally>()
  for (const device of devices) {
    const { key, label } = keyOf(device)
    const entry = found.get(key)
    if (entry) entry.count += 1
    else found.set(key, { key, label, count: 1, example: device })
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label))
}
