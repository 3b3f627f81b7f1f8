import type { SortEntry } from '../../device/fields.ts'
import type { Searchable } from '../../query/searchable.ts'
import type { Groups } from './facets.ts'
import { sortByPlace, sortDevices } from './ordering.ts'

export interface Row extends Searchable {
  groups: Groups
  /** 0-based place in the server's list; infinite while unknown. */
  place: number
  /** Number of the last pass that met it. */
  pass: number
  isReadSingly: boolean
  /** The last search that it matched. */
  foundBy: object | undefined
}

const maxOrders = 12

/** Makes the orders of rows, which are given by ID. */
export function createOrders(rows: ReadonlyMap<string, Row>) {
  /** By sort. An expired one is kept, since the next one is nearly the same. */
  const orders = new Map<string, { isCurrent: boolean; rows: readonly Row[] }>()
  const isHeld = (row: Row) => rows.get(row.device.id) === row

  return {
    /** All rows by this sort, or as the server lists them without one. */
    by(sort: readonly SortEntry[]): readonly Row[] {
      const key = sort.map(({ field, descending }) => `${field} ${descending}`).join()
      const cached = orders.get(key)
      if (cached?.isCurrent) return cached.rows
      const start = [...new Set([...(cached?.rows.filter(isHeld) ?? []), ...rows.values()])]
      const sorted = sort.length > 0 ? sortDevices(start, sort) : sortByPlace(start)
      orders.delete(key)
      orders.set(key, { isCurrent: true, rows: sorted })
      const [oldest] = orders.keys()
      if (orders.size > maxOrders && oldest !== undefined) orders.delete(oldest)
      return sorted
    },
    /** The rows have changed: each order is made anew when it is asked for. */
    expire(): void {
      for (const order of orders.values()) order.isCurrent = false
    },
    /** Lets go of rows that the snapshot no longer has. */
    prune(): void {
      for (const order of orders.values()) order.rows = order.rows.filter(isHeld)
    },
  }
}
