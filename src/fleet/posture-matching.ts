import { failedChecks } from '../device/posture-checks.ts'
import { compareAge } from '../query/comparison.ts'
import type { PostureColumn } from './posture-column.ts'
import { formatPath, partsAt, type PosturePath } from '../query/posture-path.ts'
import { leafTest, valueKey, type PostureValueTerm } from '../query/posture-values.ts'

/** Compiles a term on a posture's value to a test of a row; each distinct posture is read once. */
export function postureValueTest(
  term: PostureValueTerm,
  column: PostureColumn,
  now: number,
): (row: number) => boolean {
  const { path } = term
  const test = term.comparison === 'none' ? undefined : leafTest(term, now)
  const accepted = Uint8Array.from({ length: column.codeCount() }, (_, code) => {
    const { leaves, branches } = partsAt(column.template(code).posture, path)
    return Number(test ? leaves.some(test) : leaves.length + branches.length === 0)
  })
  const codes = column.codes()
  if (!isLastCheck(path)) return (row) => accepted[codes[row] ?? 0] === 1
  const { checkedAt } = column
  const times = checkedAt.values()
  return (row) => {
    if (checkedAt.isAbsent(row)) return accepted[codes[row] ?? 0] === 1
    // Without this, each time would be written as text and read again.
    if ('ms' in term) return compareAge(times[row] ?? Number.NaN, now, term.comparison, term.ms)
    return test?.(checkedAt.get(row) ?? '') === true
  }
}

/** Compiles a search for a failed check, by its name, to a test of a row. */
export function failedCheckTest(name: string, column: PostureColumn): (row: number) => boolean {
  const key = valueKey(name)
  const accepted = Uint8Array.from({ length: column.codeCount() }, (_, code) =>
    Number(failedChecks(column.template(code).posture).some((failed) => valueKey(failed) === key)),
  )
  const codes = column.codes()
  return (row) => accepted[codes[row] ?? 0] === 1
}

/** True for the field that most devices have a value of their own in, which is stored by row. */
function isLastCheck(path: PosturePath): boolean {
  return formatPath(path) === 'lastCheck'
}
