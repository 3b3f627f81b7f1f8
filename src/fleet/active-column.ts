import { createCodes, type CodedColumn } from './column.ts'
import { byRank } from './ordering.ts'
import { activeValues } from '../query/terms.ts'

/** Ascending: no before yes; unknown is absent. */
const ranks = Uint32Array.from(activeValues, (value) => ['unknown', 'no', 'yes'].indexOf(value))

/** Makes an empty column of `active`, coded by place in `activeValues`. */
export function createActiveColumn(): CodedColumn<boolean | undefined> {
  const codes = createCodes()
  return {
    codes: codes.all,
    codeCount: () => activeValues.length,
    set(row, active) {
      codes.set(row, activeValues.indexOf(active === undefined ? 'unknown' : active ? 'yes' : 'no'))
    },
    get(row) {
      const value = activeValues[codes.of(row)]
      return value === 'unknown' ? undefined : value === 'yes'
    },
    order: (rows, descending) => byRank(rows, codes.all(), ranks, activeValues.length, descending),
  }
}
