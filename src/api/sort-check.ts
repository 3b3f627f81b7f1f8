import { parseTime } from '../lib/time.ts'
import type { Device } from './device.ts'
import type { ServerSortEntry } from './sort.ts'

type Compare = (a: string, b: string) => number

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** Orders that a server may reasonably mean by "ascending". */
const textOrders: readonly Compare[] = [
  (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  (a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0),
  collator.compare,
  new Intl.Collator('en', { sensitivity: 'base' }).compare,
  // A database collation may ignore hyphens and spaces.
  new Intl.Collator('en', { sensitivity: 'base', ignorePunctuation: true }).compare,
]

const timeOrders: readonly Compare[] = [
  (a, b) => (parseTime(a) ?? Number.NaN) - (parseTime(b) ?? Number.NaN),
]
const timeFields = ['createdAt', 'updatedAt', 'lastConnection']

/**
 * Returns true when the rows are clearly not in the requested order, whatever collation the server uses
 * and wherever it puts missing values. Checks only the first key.
 */
export function isPlainlyUnsorted(
  devices: readonly Device[],
  sort: readonly ServerSortEntry[],
): boolean {
  const [first] = sort
  if (!first) return false
  const values = devices.flatMap((device) => {
    const value = device[first.field]
    return value === undefined ? [] : [String(value)]
  })
  // A status may be ordered by meaning, so only grouping can be checked.
  if (first.field === 'status' || first.field === 'active') return !isGrouped(values)
  const orders = timeFields.includes(first.field) ? timeOrders : textOrders
  return !orders.some((compare) => isOrdered(values, compare, first.descending))
}

function isOrdered(values: readonly string[], compare: Compare, descending: boolean): boolean {
  return values.every((value, row) => {
    const previous = values[row - 1]
    if (previous === undefined) return true
    const difference = compare(previous, value)
    // Unreadable dates compare as NaN, which says nothing.
    return Number.isNaN(difference) || (descending ? difference >= 0 : difference <= 0)
  })
}

function isGrouped(values: readonly string[]): boolean {
  const groups = values.filter((value, row) => value !== values[row - 1])
  return new Set(groups).size === groups.length
}
