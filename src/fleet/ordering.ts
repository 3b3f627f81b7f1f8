/** Digits of 16 bits: few passes, and counts that fit a processor's cache. */
const digit = 2 ** 16

/** Sorts rows by the rank of their code, below `rankCount`; rank 0 stands for absent and comes last. */
export function byRank(
  rows: Uint32Array,
  codes: Uint32Array,
  ranks: Uint32Array,
  rankCount: number,
  descending: boolean,
): Uint32Array {
  return countingSort(rows, rankCount + 1, (row) => {
    const rank = ranks[codes[row] ?? 0] ?? 0
    if (rank === 0) return rankCount
    return descending ? rankCount - rank : rank
  })
}

/** Sorts rows by `values`, which are by row; `NaN` comes last. */
export function byNumber(
  rows: Uint32Array,
  values: Float64Array | Uint32Array,
  descending: boolean,
): Uint32Array {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    const value = values[row] ?? Number.NaN
    if (value < least) least = value
    if (value > most) most = value
  }
  if (!(least <= most)) return rows
  const missing = most - least + 1
  const distance = (row: number) => {
    const value = values[row] ?? Number.NaN
    if (Number.isNaN(value)) return missing
    return descending ? most - value : value - least
  }
  let sorted = rows
  for (let unit = 1; unit <= missing; unit *= digit) {
    sorted = countingSort(sorted, digit, (row) => Math.floor(distance(row) / unit) % digit)
  }
  return sorted
}

/** Sorts rows by whole numbers below `count`; equal ones keep their order. */
function countingSort(
  rows: Uint32Array,
  count: number,
  keyOf: (row: number) => number,
): Uint32Array {
  const starts = new Uint32Array(count + 1)
  const keys = new Uint32Array(rows.length)
  for (let place = 0; place < rows.length; place += 1) {
    const key = keyOf(rows[place] ?? 0)
    keys[place] = key
    starts[key + 1] = (starts[key + 1] ?? 0) + 1
  }
  for (let key = 0; key < count; key += 1) {
    starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0)
  }
  const sorted = new Uint32Array(rows.length)
  for (let place = 0; place < rows.length; place += 1) {
    const key = keys[place] ?? 0
    const target = starts[key] ?? 0
    starts[key] = target + 1
    sorted[target] = rows[place] ?? 0
  }
  return sorted
}
