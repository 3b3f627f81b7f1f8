import type { DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { ownerName } from '../device/owner.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { parseQuery } from '../fleet/query.ts'
import type { CleanUpParams } from './clean-up-params.ts'

/** As many as a person can answer for in one go; the longest unseen come first, the others next time. */
export const mostAtOnce = 2_000

export interface StaleDevices {
  /** The longest unseen first, at most `mostAtOnce`. */
  devices: Device[]
  /** All that the action is possible on. */
  total: number
  /** Of `total`, those that never connected. */
  never: number
  /** Stale ones that are left out because they are deactivated already. */
  deactivated: number
}

/** What a device must be for the action, one search each; together they are what `reasonAgainst` lets through. */
const possible: Record<DeviceAction, readonly string[]> = {
  deactivate: ['-status:online -status:deactivated', 'status:deactivated active:yes'],
  remove: ['-status:online'],
}

/**
 * Devices that have not connected for longer than the days asked for. One that never connected
 * counts by its registration; one that is online is not stale, however long ago it connected.
 */
export async function findStale(
  fleet: Pick<Fleet, 'search'>,
  { days, countsNever, action }: CleanUpParams,
  signal: AbortSignal,
): Promise<StaleDevices> {
  const find = (query: string, field: 'lastConnection' | 'createdAt', limit = mostAtOnce) =>
    fleet.search({
      terms: parseQuery(query).terms,
      sort: [{ field, descending: false }],
      offset: 0,
      limit,
      signal,
    })
  const findUnseen = (condition: string, limit?: number) =>
    find(`${condition} seen:>${days}d`, 'lastConnection', limit)
  const findNever = async (condition: string, limit?: number) =>
    countsNever
      ? find(`${condition} seen:never registered:>${days}d`, 'createdAt', limit)
      : { devices: [], total: 0 }

  const off = 'status:deactivated -active:yes'
  const [unseen, never, excluded] = await Promise.all([
    Promise.all(possible[action].map((condition) => findUnseen(condition))),
    Promise.all(possible[action].map((condition) => findNever(condition))),
    action === 'deactivate' ? Promise.all([findUnseen(off, 1), findNever(off, 1)]) : [],
  ])
  const neverCount = sum(never)
  return {
    devices: longestUnseenFirst([...unseen, ...never].flatMap(({ devices }) => devices)).slice(
      0,
      mostAtOnce,
    ),
    total: sum(unseen) + neverCount,
    never: neverCount,
    deactivated: sum(excluded),
  }
}

function sum(found: readonly { total: number }[]): number {
  return found.reduce((before, { total }) => before + total, 0)
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
