import { parseTime } from '../lib/time.ts'
import {
  formatPath,
  leafText,
  parsePath,
  type PostureLeaf,
  type PosturePath,
} from './posture-path.ts'
import { needsNoQuotes, quote, unquote } from './quoting.ts'
import { compare, compareAge, readAge, type Comparison } from './comparison.ts'
import { valueKey } from './value-key.ts'
import { isVersion, compareToFamily } from './versions.ts'

export type PostureCondition =
  /** Nothing is at the path. */
  | { comparison: 'none' }
  /** Equal as text, but for case, accents and runs of spaces. */
  | { comparison: '='; value: string }
  /** Compares numbers, and versions as such. */
  | { comparison: Comparison; value: string }
  /** Compares the time since then with `ms`. */
  | { comparison: Comparison; ms: number }

/** A search for a value of a posture, as its path and condition. */
export type PostureValueTerm = { path: PosturePath } & PostureCondition

const isNumber = /^-?\d+(?:\.\d+)?$/

/** Reads `posture.path:value`; `undefined` when it isn't valid. */
export function readPostureTerm(text: string): PostureValueTerm | undefined {
  // The value begins at the first colon outside quotes.
  const [, spelled = '', value = ''] =
    /^posture\.((?:"(?:\\.|[^"\\])*"|[^":])*):(.*)$/is.exec(text) ?? []
  const path = parsePath(spelled)
  const condition = readCondition(value)
  return path && condition && { path, ...condition }
}

function readCondition(value: string): PostureCondition | undefined {
  const plain = unquote(value).trim()
  if (value.startsWith('"')) return { comparison: '=', value: plain }
  if (plain === '') return undefined
  if (plain.toLowerCase() === 'none') return { comparison: 'none' }
  const age = readAge(plain)
  if (age) return age
  const [, comparison, limit = ''] = /^([<>]=?)\s*(.*)$/s.exec(plain) ?? []
  if (comparison === undefined) return { comparison: '=', value: plain }
  if (!isNumber.test(limit) && !isVersion(limit)) return undefined
  return { comparison: comparison as Comparison, value: limit }
}

/** Writes a term that finds devices by a value, or those without one. */
export function postureTerm(path: PosturePath, condition: PostureCondition): string {
  return `posture.${formatPath(path)}:${spell(condition)}`
}

function spell(condition: PostureCondition): string {
  const { comparison } = condition
  if (comparison === 'none') return 'none'
  if ('ms' in condition) {
    const hours = condition.ms / 3_600_000
    return hours % 24 === 0 ? `${comparison}${hours / 24}d` : `${comparison}${hours}h`
  }
  if (comparison !== '=') return comparison + condition.value
  const { value } = condition
  const isPlain = needsNoQuotes(value) && !/[<>]/.test(value) && value.toLowerCase() !== 'none'
  return isPlain ? value : quote(value)
}

/** Fields whose values are versions, even those that look like numbers. */
const namesVersion = /version|release|build|agent|client|firmware|driver|kernel|browser|\bos\b/i

/** A number that ended in a zero, which so came as a text (`answer.ts`). */
const endsInZero = /^-?\d+\.\d*0$/

/** Compiles a condition other than absence to a test of one value; `now` is in ms since epoch. */
export function leafTest(
  condition: Exclude<PostureCondition, { comparison: 'none' }>,
  path: PosturePath,
  now: number,
): (leaf: PostureLeaf) => boolean {
  if ('ms' in condition) {
    const { comparison, ms } = condition
    return (leaf) => compareAge(timeOf(leaf), now, comparison, ms)
  }
  const { comparison, value } = condition
  if (comparison === '=') {
    const key = valueKey(value)
    return (leaf) => valueKey(leafText(leaf)) === key
  }
  const field = path.findLast((step) => typeof step === 'object' && 'field' in step)
  const isOfVersions = field !== undefined && namesVersion.test(field.field) && isVersion(value)
  const mayBeNumber = isNumber.test(value) && !isOfVersions
  return (leaf) => {
    if (typeof leaf !== 'number' && typeof leaf !== 'string') return false
    if (mayBeNumber && (typeof leaf === 'number' || endsInZero.test(leaf))) {
      return compare(Number(leaf), comparison, Number(value))
    }
    const standing = compareToFamily(String(leaf), value)
    return standing !== undefined && compare(standing, comparison, 0)
  }
}

/** Milliseconds since epoch of a text that is a date in ISO 8601; `NaN` for any other value. */
export function timeOf(leaf: PostureLeaf): number {
  return (typeof leaf === 'string' && parseTime(leaf)) || Number.NaN
}
