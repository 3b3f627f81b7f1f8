import type { SortEntry } from '../api/sort.ts'
import type { Columns } from './column-store.ts'

/** Digits of 16 bits: few passes, and counts that fit a processor's cache. */
const digit = 2 ** 16

/**
 * Orders rows as asked: texts as a person reads them, versions by segment, what is missing last in
 * both directions, ties by `ties` (rows in the order that decides them).
 */
export function orderRows(
  columns: Columns,
  sort: readonly SortEntry[],
  ties: Uint32Array,
): Uint32Array {
  let order = ties
  // Least significant key first: every pass keeps the order of equals.
  for (const { field, descending } of sort.toReversed()) {
    order = sortedBy(columns, field, descending, order)
  }
  return order
}

const coded = {
  name: 'name',
  status: 'status',
  appVersion: 'version',
  hardwareId: 'hardware',
} as const

function sortedBy(
  columns: Columns,
  field: SortEntry['field'],
  descending: boolean,
  order: Uint32Array,
): Uint32Array {
  switch (field) {
    case 'name':
    case 'status':
    case 'appVersion':
    case 'hardwareId': {
      const dictionary = columns.dictionaries[coded[field]]
      const codes = columns.codes(coded[field])
      const ranks = dictionary.ranks()
      const last = dictionary.rankCount()
      const nameless = field === 'name' ? dictionary.find('') : undefined
      return countingSort(order, last + 1, (row) => {
        const code = codes[row] ?? 0
        if (code === 0 || code === nameless) return last
        const rank = ranks[code] ?? 0
        return descending ? last - rank : rank
      })
    }
    case 'active': {
      const codes = columns.codes('active')
      // By place in `activeValues`: yes, no, unknown. No comes before yes.
      return countingSort(order, 3, (row) => {
        const code = codes[row] ?? 2
        return code === 2 ? 2 : descending ? code : 1 - code
      })
    }
    case 'createdAt':
    case 'updatedAt':
    case 'lastConnection':
      return byNumber(order, columns.times[field].values(), descending)
    case 'id':
      return byNumber(order, columns.dictionaries.id.ranks(), descending)
  }
}

/** Rows by a number of theirs, `NaN` last. */
export function byNumber(
  order: Uint32Array,
  values: Float64Array | Uint32Array,
  descending: boolean,
): Uint32Array {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const row of order) {
    const value = values[row] ?? Number.NaN
    if (value < least) least = value
    if (value > most) most = value
  }
  if (!(least <= most)) return order
  const missing = most - least + 1
  const distance = (row: number) => {
    const value = values[row] ?? Number.NaN
    if (Number.isNaN(value)) return missing
    return descending ? most - value : value - least
  }
  let sorted = order
  for (let unit = 1; unit <= missing; unit *= digit) {
    sorted = countingSort(sorted, digit, (row) => Math.floor(distance(row) / unit) % digit)
  }
  return sorted
}

/** A stable sort by whole numbers below `count`. */
function countingSort(
  order: Uint32Array,
  count: number,
  keyOf: (row: number) => number,
): Uint32Array {
  const starts = new Uint32Array(count + 1)
  const keys = new Uint32Array(order.length)
  for (let place = 0; place < order.length; place += 1) {
    const key = keyOf(order[place] ?? 0)
    keys[place] = key
    starts[key + 1] = (starts[key + 1] ?? 0) + 1
  }
  for (let key = 0; key < count; key += 1) {
    starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0)
  }
  const sorted = new Uint32Array(order.length)
  for (let place = 0; place < order.length; place += 1) {
    const key = keys[place] ?? 0
    const target = starts[key] ?? 0
    starts[key] = target + 1
    sorted[target] = order[place] ?? 0
  }
  return sorted
}
