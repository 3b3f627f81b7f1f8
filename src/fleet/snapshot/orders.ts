import type { SortEntry } from '../../device/fields.ts'
import { sortByPlace, sortDevices } from './ordering.ts'
import type { Row } from './row.ts'

/** Number of orders cached for the next page of a result. */
const maxOrders = 12

/** The rows of the snapshot in the orders that were asked for. */
export interface Orders {
  /** All rows by this sort, or as the server lists them without one. */
  by(sort: readonly SortEntry[]): readonly Row[]
  /** The rows have changed: each order is made anew when it is asked for. */
  expire(): void
  /** Lets go of rows that the snapshot no longer has. */
  prune(): void
}

/** Orders rows, which are given by ID. */
export function createOrders(rows: ReadonlyMap<string, Row>): Orders {
  /** By sort. An expired one is kept, since the next one is nearly the same. */
  const orders = new Map<string, { isCurrent: boolean; rows: readonly Row[] }>()
  const isHeld = (row: Row) => rows.get(row.device.id) === row

  return {
    by(sort) {
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
    expire() {
      for (const order of orders.values()) order.isCurrent = false
    },
    prune() {
      for (const order of orders.values()) order.rows = order.rows.filter(isHeld)
    },
  }
}
