import {
  deviceActionNames,
  deviceActions,
  disabledReasonFor,
  type DeviceAction,
} from '../actions/definitions.ts'
import type { ServerSortEntry, ServerSortField } from '../device/fields.ts'
import { withStatus } from '../device/statuses.ts'
import { createDevices } from './sample-devices.ts'
import type { RawDevice } from './raw.ts'

type ChangeResult =
  /** Without the device when it's gone. */
  | { outcome: 'done'; device?: RawDevice }
  | { outcome: 'not-found' }
  | { outcome: 'refused'; reason: string }

export type Backend = ReturnType<typeof createBackend>
export type RawPage = ReturnType<Backend['list']>

/** Largest and default page size, which the vendor's pages give for users alone. */
export const maxPageSize = 100
export const rowsByDefault = 10

export interface BackendOptions {
  size: number
  /** The current time (ms since epoch); the devices' times count back from its first result. */
  now?: (() => number) | undefined
  seed?: number | undefined
  /** Leaves `user` and `posture` out of lists, as the API may: both are optional. */
  thinRows?: boolean | undefined
}

/** Makes a tenant with devices. */
export function createBackend(options: BackendOptions) {
  const { size, now = Date.now, seed, thinRows = false } = options
  const all = new Map(
    createDevices({ size, now: now(), seed }).map((device) => [device.id, device]),
  )
  const removed = new Set<string>()
  const present = () => [...all.values()].filter(({ id }) => !removed.has(id))
  const total = () => all.size - removed.size

  function get(id: string): RawDevice | undefined {
    const device = all.get(id.toLowerCase())
    return device && !removed.has(device.id) ? device : undefined
  }

  /** Acts on a device by its ID, as far as the console's own rule allows it. */
  function change(action: DeviceAction, id: string): ChangeResult {
    const before = get(id)
    if (!before) return { outcome: 'not-found' }
    const reason = disabledReasonFor(action, before)
    if (reason !== undefined) return { outcome: 'refused', reason }
    const { leadsTo } = deviceActions[action]
    if (leadsTo === 'gone') {
      removed.add(before.id)
      return { outcome: 'done' }
    }
    const device = { ...withStatus(before, leadsTo), updatedAt: new Date(now()).toISOString() }
    all.set(device.id, device)
    return { outcome: 'done', device }
  }

  return {
    /** All devices but removed ones. */
    present,
    total,
    get,
    /** `askedLimit` ≥ 1 is lowered to `maxPageSize`; `offset` ≥ 0. */
    list(sort: readonly ServerSortEntry[], askedLimit: number, offset: number) {
      const limit = Math.min(askedLimit, maxPageSize)
      const data = sorted(present(), sort).slice(offset, offset + limit)
      return {
        data: thinRows ? data.map(withoutExtras) : data,
        total: total(),
        page: Math.floor(offset / limit),
        limit,
        hasNext: offset + data.length < total(),
        hasPrevious: offset > 0,
      }
    },
    ...(Object.fromEntries(
      deviceActionNames.map((action) => [action, (id: string) => change(action, id)]),
    ) as Record<DeviceAction, (id: string) => ChangeResult>),
    /** Changes a device as if by itself, such as when it connects. */
    edit(id: string, fields: Partial<Omit<RawDevice, 'id'>>): void {
      const device = get(id)
      if (device) all.set(device.id, { ...device, ...fields })
    },
    /** Registers a removed device again; it has never connected. */
    register(id: string): void {
      const device = all.get(id)
      if (!device || !removed.delete(id)) return
      const { lastConnection: _, ...fields } = device
      const createdAt = new Date(now()).toISOString()
      all.set(id, { ...fields, createdAt, updatedAt: createdAt, active: true, status: 'Offline' })
    },
  }
}

/** Texts ignore case; absent values come first in ascending order; ties keep the unsorted order. */
function sorted(devices: RawDevice[], sort: readonly ServerSortEntry[]): RawDevice[] {
  let rows = devices
  // The least significant key comes first, since sorting is stable.
  for (const { field, descending } of sort.toReversed()) {
    rows = rows
      .map((device) => ({ device, value: sortValue(device, field) }))
      .toSorted(({ value: a }, { value: b }) => (a === b ? 0 : a < b === descending ? 1 : -1))
      .map(({ device }) => device)
  }
  return rows
}

function sortValue(device: RawDevice, field: ServerSortField): string | boolean {
  const value = device[field] ?? ''
  return typeof value === 'string' ? value.toLowerCase() : value
}

function withoutExtras({ user: _user, posture: _posture, ...row }: RawDevice): RawDevice {
  return row
}
