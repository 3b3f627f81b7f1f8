import type { Device } from '../api/device.ts'
import { createCodes, type CodedColumn } from './column.ts'
import { byRank } from './ordering.ts'

type Active = Device['active']

/** `active` by code. */
export interface ActiveColumn extends CodedColumn<Active> {
  /** Distinct values by code: true, false, absent, then texts as they came. */
  values: readonly Active[]
}

/** Makes an empty column. Ascending: no, yes, then texts; absent is last. */
export function createActiveColumn(): ActiveColumn {
  const codes = createCodes()
  const values: Active[] = [true, false, undefined]
  return {
    values,
    codes: codes.all,
    codeCount: () => values.length,
    set(row, active) {
      if (!values.includes(active)) values.push(active)
      codes.set(row, values.indexOf(active))
    },
    get: (row) => values[codes.of(row)],
    order(rows, descending) {
      const ranks = Uint32Array.from(values, (value, code) =>
        value === undefined ? 0 : typeof value === 'boolean' ? Number(value) + 1 : code,
      )
      return byRank(rows, codes.all(), ranks, values.length, descending)
    },
  }
}
