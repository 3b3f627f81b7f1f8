import type { ServerSortEntry, ServerSortField } from '../api/sort.ts'
import type { Fleet } from './fleet.ts'
import { rawStatuses } from './raw.ts'

/** The fleet in any order, kept up to date with changes. */
export interface Orders {
  total: () => number
  isRemoved(index: number): boolean
  /** Indexes of the devices from `offset` on, at most `limit`. */
  slice(sort: readonly ServerSortEntry[], offset: number, limit: number): number[]
  noteRemoved(index: number): void
  noteRestored(index: number): void
  /** `updatedTicks`: the new `updatedAt`, in ticks. */
  noteDeactivated(index: number, updatedTicks: number): void
}

/** Values of `Fleet.order` are below 2 ** 33 and places below 2 ** 20, so one double holds both exactly. */
const placeRange = 2 ** 20

/** Number of orders in memory: each takes 4 MB for a million devices. */
const mostKept = 8

/**
 * Texts are ordered by lower-cased code units; absent values come first in ascending order; ties keep
 * the unsorted order.
 */
export function createOrders(fleet: Fleet): Orders {
  /** Deactivated devices with their new `updatedAt` in ticks. */
  const deactivated = new Map<number, number>()
  const removed = new Uint8Array(fleet.size)
  let removedCount = 0
  const columns = new Map<ServerSortField, Float64Array>()
  const kept = new Map<string, { order: Uint32Array; sort: readonly ServerSortEntry[] }>()

  function column(field: ServerSortField): Float64Array {
    const known = columns.get(field)
    if (known) return known
    const made = field === 'name' ? nameRanks(fleet) : new Float64Array(fleet.size)
    if (field !== 'name') {
      for (let index = 0; index < fleet.size; index += 1) made[index] = fleet.order(field, index)
    }
    for (const [index, ticks] of deactivated) overwrite(made, field, index, ticks)
    columns.set(field, made)
    return made
  }

  function overwrite(
    values: Float64Array,
    field: ServerSortField,
    index: number,
    updatedTicks: number,
  ) {
    if (field === 'status') values[index] = rawStatuses.indexOf('Deactivated')
    if (field === 'active') values[index] = 0
    if (field === 'updatedAt') values[index] = fleet.orderOfTime(updatedTicks)
  }

  function orderOf(sort: readonly ServerSortEntry[]): Uint32Array {
    const key = JSON.stringify(sort)
    const known = kept.get(key)
    kept.delete(key)
    const order = known?.order ?? sorted(sort)
    const present = order.length === fleet.size - removedCount ? order : withoutRemoved(order)
    kept.set(key, { order: present, sort })
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return present
  }

  function sorted(sort: readonly ServerSortEntry[]): Uint32Array {
    let order = new Uint32Array(fleet.size).map((_, place) => place)
    const packed = new Float64Array(fleet.size)
    // The least significant key comes first: each sort is stable, since the place breaks ties.
    for (const { field, descending } of sort.toReversed()) {
      const values = column(field)
      for (let place = 0; place < order.length; place += 1) {
        const value = values[order[place] ?? 0] ?? 0
        packed[place] = (descending ? 2 ** 33 - 1 - value : value) * placeRange + place
      }
      packed.sort()
      const next = new Uint32Array(order.length)
      for (let place = 0; place < next.length; place += 1) {
        const pair = packed[place] ?? 0
        next[place] = order[pair - Math.floor(pair / placeRange) * placeRange] ?? 0
      }
      order = next
    }
    return order
  }

  function withoutRemoved(order: Uint32Array): Uint32Array {
    const present = new Uint32Array(fleet.size - removedCount)
    let length = 0
    for (const index of order) {
      if (removed[index] === 0) {
        present[length] = index
        length += 1
      }
    }
    return present
  }

  return {
    total: () => fleet.size - removedCount,
    isRemoved: (index) => removed[index] === 1,
    slice(sort, offset, limit) {
      const end = Math.min(offset + limit, fleet.size - removedCount)
      if (sort.length === 0 && removedCount === 0) {
        return Array.from({ length: Math.max(end - offset, 0) }, (_, place) => offset + place)
      }
      return [...orderOf(sort).subarray(offset, Math.max(end, offset))]
    },
    noteRemoved(index) {
      if (removed[index] === 1) return
      removed[index] = 1
      removedCount += 1
    },
    noteRestored(index) {
      if (removed[index] === 0) return
      removed[index] = 0
      removedCount -= 1
      kept.clear()
    },
    noteDeactivated(index, updatedTicks) {
      deactivated.set(index, updatedTicks)
      for (const [field, values] of columns) overwrite(values, field, index, updatedTicks)
      for (const [key, { sort }] of kept) {
        if (sort.some(({ field }) => changesWithDeactivation(field))) kept.delete(key)
      }
    },
  }
}

function changesWithDeactivation(field: ServerSortField): boolean {
  return field === 'status' || field === 'active' || field === 'updatedAt'
}

/** Rank of each device's name among the distinct names, so that names are compared only once. */
function nameRanks(fleet: Fleet): Float64Array {
  const numberOf = new Map<string, number>()
  const names: string[] = []
  const numbers = new Uint32Array(fleet.size)
  for (let index = 0; index < fleet.size; index += 1) {
    const name = fleet.name(index).toLowerCase()
    let number = numberOf.get(name)
    if (number === undefined) {
      number = names.length
      numberOf.set(name, number)
      names.push(name)
    }
    numbers[index] = number
  }
  const rankOf = new Uint32Array(names.length)
  names.toSorted().forEach((name, rank) => {
    rankOf[numberOf.get(name) ?? 0] = rank
  })
  return Float64Array.from(numbers, (number) => rankOf[number] ?? 0)
}
