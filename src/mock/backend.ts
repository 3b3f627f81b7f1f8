import { reasonAgainst, type DeviceAction } from '../actions/device-actions.ts'
import type { ServerSortEntry } from '../api/sort.ts'
import { createFleet, tickMs, type Fleet } from './fleet.ts'
import { createOrders } from './orders.ts'
import type { RawDevice } from './raw.ts'

/** The documented answer to a list request (API.md, "A page of devices"). */
export interface RawPage {
  data: RawDevice[]
  total: number
  page: number
  limit: number
  hasNext: boolean
  hasPrevious: boolean
}

/** The result of a change: the new record, or the refusal. */
export type ChangeResult =
  | { outcome: 'done'; device: RawDevice }
  | { outcome: 'not-found' }
  | { outcome: 'refused'; reason: string }

/** A tenant's devices: a generated fleet with the changes made since. */
export interface Backend extends Record<DeviceAction, (id: string) => ChangeResult> {
  readonly fleet: Fleet
  /** Number of devices, without removed ones. */
  total: () => number
  /** `limit` ≥ 1 is lowered to `maxPageSize`; `offset` ≥ 0. */
  list(sort: readonly ServerSortEntry[], limit: number, offset: number): RawPage
  get(id: string): RawDevice | undefined
  /** Changes a device as if by itself, such as when it connects. Sorted lists don't follow. */
  edit(id: string, fields: Partial<Omit<RawDevice, 'id'>>): void
  /** Registers a removed device again; it has never connected. */
  register(id: string): void
}

/** Largest and default page size (API.md). */
export const maxPageSize = 100
export const rowsByDefault = 10

type Overlay = Partial<Omit<RawDevice, 'id'>>

/**
 * Makes the backend. `now` returns the current time (ms since epoch); the fleet's times count back
 * from its first result.
 */
export function createBackend(options: {
  size: number
  now?: () => number
  seed?: number
  /** Leaves `user` and `posture` out of lists, as the API may (API.md). */
  thinRows?: boolean
}): Backend {
  const { size, now = Date.now, seed, thinRows = false } = options
  const fleet = createFleet({ size, now: now(), ...(seed === undefined ? {} : { seed }) })
  const orders = createOrders(fleet)
  const changed = new Map<number, Overlay>()
  const registered = new Map<number, RawDevice>()

  const deviceAt = (index: number): RawDevice => ({
    ...(registered.get(index) ?? fleet.device(index)),
    ...changed.get(index),
  })

  const overwrite = (index: number, fields: Overlay) =>
    changed.set(index, { ...changed.get(index), ...fields })

  function present(id: string): number | undefined {
    const index = fleet.indexOf(id)
    return index === undefined || orders.isRemoved(index) ? undefined : index
  }

  /** Acts on a device by its ID, as far as the console's own rule allows it. */
  const change =
    (action: DeviceAction, apply: (index: number) => void) =>
    (id: string): ChangeResult => {
      const index = present(id)
      if (index === undefined) return { outcome: 'not-found' }
      const reason = reasonAgainst(action, deviceAt(index))
      if (reason !== undefined) return { outcome: 'refused', reason }
      apply(index)
      return { outcome: 'done', device: deviceAt(index) }
    }

  return {
    fleet,
    total: orders.total,
    list(sort, askedLimit, offset) {
      const limit = Math.min(askedLimit, maxPageSize)
      const total = orders.total()
      const data = orders.slice(sort, offset, limit).map((index) => {
        const device = deviceAt(index)
        return thinRows ? withoutExtras(device) : device
      })
      return {
        data,
        total,
        page: Math.floor(offset / limit),
        limit,
        hasNext: offset + data.length < total,
        hasPrevious: offset > 0,
      }
    },
    get(id) {
      const index = present(id)
      return index === undefined ? undefined : deviceAt(index)
    },
    deactivate: change('deactivate', (index) => {
      const ticks = Math.ceil(now() / tickMs)
      const updatedAt = new Date(ticks * tickMs).toISOString()
      overwrite(index, { status: 'Deactivated', active: false, updatedAt })
      orders.noteDeactivated(index, ticks)
    }),
    remove: change('remove', (index) => orders.noteRemoved(index)),
    edit(id, fields) {
      const index = present(id)
      if (index !== undefined) overwrite(index, fields)
    },
    register(id) {
      const index = fleet.indexOf(id)
      if (index === undefined || !orders.isRemoved(index)) return
      orders.noteRestored(index)
      const createdAt = new Date(now()).toISOString()
      const { lastConnection: _, ...device } = fleet.device(index)
      registered.set(index, { ...device, createdAt, updatedAt: createdAt, status: 'Offline' })
    },
  }
}

function withoutExtras({ user: _user, posture: _posture, ...row }: RawDevice): RawDevice {
  return row
}
