import { isPartOrRemark, meaningOf, meaningOfListKey, partsOf, type Result } from './check-parts.ts'
import { isRecord } from '../lib/is-record.ts'
import { cutNoteIn } from '../lib/limit-json.ts'

export interface PostureCheck {
  name: string
  /** False when it is named by its key or ID. */
  isNamed: boolean
  /** `other`: the API gave a result that is neither a pass nor a failure, such as `skipped`. */
  result: Result | 'other'
  stated: unknown
  reason: string | undefined
  /** Fields of the check beyond its name, result and reason. */
  more: readonly (readonly [string, unknown])[]
}

/** A posture as its checks and everything else. */
export interface SeparatedPosture {
  /** Failures first, then other results, then passes. */
  checks: readonly PostureCheck[]
  /** The posture without its checks; `undefined` when nothing else is in it. */
  rest: unknown
}

const order = ['failed', 'other', 'passed']

/** Keys of an object whose fields are results by name, such as `{ "checks": { "Firewall": "fail" } }`. */
const holdsResults = /(?:checks|tests|results|requirements|rules|controls|policies|compliance)$/i
/** Of these, the ones in which `false` is a failure rather than a setting. */
const holdsFlags = /(?:checks|tests|requirements|compliance)$/i

/** Checks are looked for in objects down to here. */
const maxDepth = 4

/**
 * Separates the checks of a posture from the rest. A check has a name and a result: an object with
 * both, in a list of such objects or by itself, or a result under its name where several are. A text
 * that says "ok" anywhere else is no check.
 */
export function readPosture(posture: unknown): SeparatedPosture {
  const { checks, rest } = separate(posture, '', 0)
  return {
    checks: checks.toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result)),
    rest,
  }
}

/** The name of an item of a list, or its ID; `undefined` if it has neither. */
export function nameOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined
  const { name, id } = partsOf(item)
  return (name ?? id)?.text
}

/** Reads a list of checks; `undefined` for any other value. */
export function readCheckList(value: unknown): PostureCheck[] | undefined {
  if (!Array.isArray(value)) return undefined
  const checks = withoutCutNote(value).map((item) => readCheck(item))
  if (!checks.every((check) => check !== undefined)) return undefined
  return checks.some(isClear) ? checks : undefined
}

/** Names of the failed checks, in the posture's order. */
export function failedChecks(posture: unknown): string[] {
  return readPosture(posture)
    .checks.filter(({ result }) => result === 'failed')
    .map(({ name }) => name)
}

function separate(value: unknown, key: string, depth: number): SeparatedPosture {
  const listed = readCheckList(value) ?? readNames(value, key)
  // The note of a cut list is among the rest.
  if (listed) return { checks: listed, rest: cutNoteIn(value as unknown[]) }
  if (!isRecord(value) || depth > maxDepth) return { checks: [], rest: value }

  const checks: PostureCheck[] = []
  const rest = new Map(Object.entries(value))
  /** Results under their name. Outside `checks` and the like, a single one may be an earlier result. */
  const byKey: [string, PostureCheck][] = []
  const isOfResults = holdsResults.test(key)
  for (const [field, inside] of rest) {
    const check =
      readCheck(inside, field) ?? (isOfResults ? readWord(inside, field, key) : undefined)
    if (check?.isNamed && isClear(check)) {
      checks.push(check)
      rest.delete(field)
      continue
    }
    const inner = separate(inside, field, depth + 1)
    for (const each of inner.checks) checks.push(each)
    if (inner.rest === undefined) rest.delete(field)
    else rest.set(field, inner.rest)
    const isOwn = inner.checks.length === 0
    if (isOwn && check && (isOfResults || isClear(check))) byKey.push([field, check])
  }
  if (isOfResults ? byKey.some(([, check]) => isClear(check)) : byKey.length > 1) {
    for (const [field, check] of byKey) {
      checks.push(check)
      rest.delete(field)
    }
  }
  if (checks.length === 0) return { checks, rest: value }
  // From entries, because a key may be `__proto__`.
  return { checks, rest: rest.size === 0 ? undefined : Object.fromEntries(rest) }
}

/** Reads one check; `key` names it where it has no name of its own. */
function readCheck(value: unknown, key?: string): PostureCheck | undefined {
  if (!isRecord(value)) return undefined
  const { name, id, result, reason } = partsOf(value)
  const text = name?.text ?? key ?? id?.text
  if (!text?.trim() || !result) return undefined
  const read = [name?.key ?? (key === undefined ? id?.key : undefined), result.key, reason?.key]
  return {
    name: text,
    isNamed: name !== undefined,
    result: result.means ?? 'other',
    stated: result.stated,
    reason: reason?.text,
    more: Object.entries(value).filter(([field]) => !read.includes(field)),
  }
}

/** Reads a result that stands under its name, in an object under `key`. */
function readWord(stated: unknown, name: string, key: string): PostureCheck | undefined {
  if (name.trim() === '' || isPartOrRemark(name)) return undefined
  const isResult =
    typeof stated === 'string' || (typeof stated === 'boolean' && holdsFlags.test(key))
  const result = isResult ? meaningOf(stated) : undefined
  return result && bareCheck(name, result, stated)
}

/** Reads a list of names under their result, such as `failing_checks`. */
function readNames(value: unknown, key: string): PostureCheck[] | undefined {
  const result = Array.isArray(value) ? meaningOfListKey(key) : undefined
  if (!result || !Array.isArray(value)) return undefined
  const names = withoutCutNote(value).map((item: unknown) =>
    typeof item === 'string' ? item.trim() : nameOf(item),
  )
  if (names.length === 0 || !names.every((name) => name)) return undefined
  return names.map((name = '') => bareCheck(name, result, key))
}

function bareCheck(name: string, result: Result, stated: unknown): PostureCheck {
  return { name, isNamed: false, result, stated, reason: undefined, more: [] }
}

function withoutCutNote(list: readonly unknown[]): readonly unknown[] {
  return cutNoteIn(list) ? list.slice(0, -1) : list
}

function isClear({ result }: PostureCheck): boolean {
  return result !== 'other'
}
