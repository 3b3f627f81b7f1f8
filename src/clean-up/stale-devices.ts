import { deviceActionNames, deviceActions } from '../actions/definitions.ts'
import type { RunContext } from '../actions/run/run-record.ts'
import type { Device } from '../api/device.ts'
import { ownerName } from '../device/owner.ts'
import type { Status } from '../device/statuses.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { maxProposed } from '../fleet/requests.ts'
import { ownerKey, valueKey } from '../query/value-key.ts'
import { listed } from '../lib/listed.ts'
import { counted, formatCount } from '../lib/text.ts'
import { parseTime } from '../lib/time.ts'
import type { CleanUpParams } from './clean-up-params.ts'

/** How many devices a status excludes: at least one. */
interface Excluded {
  status: Status
  count: number
}

export interface StaleDevices {
  /** At most `maxProposed`, longest unseen first. */
  devices: Device[]
  /** Number of stale devices that the action is proposed for. */
  total: number
  /** Number of `total` that never connected. */
  never: number
  /** Those that are left out because the action isn't possible in their status. */
  excluded: readonly Excluded[]
  /** Number of devices left out because the date that counts can't be read. */
  undated: number
}

/** The context of a run over devices that are found to be stale now. */
export function staleContext({ days }: Pick<CleanUpParams, 'days'>) {
  const job = 'Clean up stale devices'
  const label = `${job}: not connected for ${days} days`
  return { label, job, staleSince: Date.now() } satisfies RunContext
}

export const nothingStale: StaleDevices = {
  devices: [],
  total: 0,
  never: 0,
  excluded: [],
  undated: 0,
}

/** Finds devices not connected for `days`, or never and registered before that; none online. */
export async function findStale(
  fleet: Pick<Fleet, 'ask'>,
  { days, countsNever, action }: CleanUpParams,
  signal: AbortSignal,
): Promise<StaleDevices> {
  const find = (q: string, field: 'lastConnection' | 'createdAt') => {
    const sort = [{ field, descending: false }]
    return fleet.ask('query', [{ q, sort, limit: maxProposed }], signal)
  }
  const count = async (searched: readonly string[]) => {
    const totals = await fleet.ask('count', [searched], signal)
    return totals.reduce((sum, total) => sum + total, 0)
  }
  // By the status alone: a device that is deactivated but still enabled is for a person to look into.
  const { impossibleIn } = deviceActions[action]
  const possible = ['Online', ...impossibleIn].map((status) => `-${termFor(status)}`).join(' ')
  const unseenFor = `seen:>${days}d`
  const neverSince = `seen:never registered:>${days}d`
  const both = countsNever ? [unseenFor, neverSince] : [unseenFor]
  const undated = [
    '-seen:never -seen:<1d -seen:>=1d',
    ...(countsNever ? ['seen:never -registered:<1d -registered:>=1d'] : []),
  ]
  const [unseen, never, excluded, undatedTotal] = await Promise.all([
    find(`${possible} ${unseenFor}`, 'lastConnection'),
    countsNever ? find(`${possible} ${neverSince}`, 'createdAt') : { devices: [], total: 0 },
    Promise.all(
      impossibleIn.map(async (status) => ({
        status,
        count: await count(both.map((condition) => `${termFor(status)} ${condition}`)),
      })),
    ),
    count(undated.map((condition) => `${possible} ${condition}`)),
  ])
  return {
    devices: longestUnseenFirst([...unseen.devices, ...never.devices]).slice(0, maxProposed),
    total: unseen.total + never.total,
    never: never.total,
    excluded: excluded.filter((each) => each.count > 0),
    undated: undatedTotal,
  }
}

const termFor = (status: string) => `status:${status.toLowerCase()}`

function longestUnseenFirst(devices: readonly Device[]): Device[] {
  const since = ({ lastConnection, createdAt }: Device) =>
    parseTime(lastConnection ?? createdAt) ?? 0
  return devices.toSorted((a, b) => since(a) - since(b))
}

/** A number of devices that have a value in common. */
export interface Tally {
  /** Equal for values that are one to a search. */
  key: string
  label: string
  count: number
  example: Device
}

/** Counts devices by status, most frequent first. */
export function byStatus(devices: readonly Device[]): Tally[] {
  return tally(devices, ({ status }) => ({ key: valueKey(status), label: status }))
}

/** Counts devices by owner, most devices first. */
export function byOwner(devices: readonly Device[]): Tally[] {
  return tally(devices, ({ owner }) => ({
    // A word before it, so that no owner is that of devices without one.
    key: owner ? `of ${ownerKey(owner)}` : '',
    label: ownerName(owner),
  }))
}

function tally(
  devices: readonly Device[],
  keyOf: (device: Device) => Pick<Tally, 'key' | 'label'>,
): Tally[] {
  const groups = Map.groupBy(devices, (device) => keyOf(device).key)
  const tallies = Array.from(groups.values(), (group) => {
    const [example] = group as [Device]
    return { ...keyOf(example), count: group.length, example }
  })
  return tallies.toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label))
}

/** Says why no device is stale. */
export function nothingStaleText(
  { undated }: Pick<StaleDevices, 'undated'>,
  { days, countsNever }: CleanUpParams,
): string {
  const rest = undated > 0 ? 'Every other device' : 'Every device'
  return `${undatedText(undated)}${rest} has connected ${countsNever ? 'or was registered ' : ''}within ${days} days${countsNever ? '.' : ', or has never connected.'}`
}

/** "3 devices have no date that can be read and are excluded. ", or nothing. */
export function undatedText(count: number): string {
  if (count === 0) return ''
  const [have, are] = count === 1 ? ['has', 'is'] : ['have', 'are']
  return `${counted(count, 'device')} ${have} no date that can be read and ${are} excluded. `
}

/**
 * "49 deactivated devices are excluded. Choose Remove to include them.", by the first action that is
 * possible on all of them; nothing where none is excluded.
 */
export function excludedText(excluded: readonly Excluded[]): string {
  if (excluded.length === 0) return ''
  const each = excluded.map(({ status, count }) => `${formatCount(count)} ${status.toLowerCase()}`)
  const isOne = excluded.length === 1 && excluded[0]?.count === 1
  const [are, them] = isOne ? ['device is', 'it'] : ['devices are', 'them']
  const other = deviceActionNames.find((action) =>
    excluded.every(({ status }) => !deviceActions[action].impossibleIn.includes(status)),
  )
  const advice = other ? ` Choose ${deviceActions[other].verb} to include ${them}.` : ''
  return `${listed(each)} ${are} excluded.${advice}`
}
