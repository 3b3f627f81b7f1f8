/** One check of a posture. */
export interface PostureCheck {
  name: string
  /** `other`: the API gave a result that is neither a pass nor a failure, such as `skipped`. */
  result: 'passed' | 'failed' | 'other'
  /** The result as it came. */
  stated: unknown
  reason: string | undefined
  /** Fields of the check beyond its name, result and reason. */
  more: readonly (readonly [string, unknown])[]
}

/** A posture as its checks and everything else. */
export interface ReadPosture {
  /** Failures first, then other results, then passes. */
  checks: readonly PostureCheck[]
  /** The posture without its checks; `undefined` when nothing else is in it. */
  rest: unknown
}

// The API documents no schema for checks, so these are the usual spellings; the first one present counts.
const nameKeys = ['name', 'check', 'title', 'label', 'rule', 'id', 'key']
const resultKeys = [
  'passed',
  'pass',
  'ok',
  'compliant',
  'success',
  'result',
  'status',
  'outcome',
  'state',
]
const reasonKeys = ['reason', 'message', 'detail', 'details', 'description', 'error']

const results = new Map<unknown, 'passed' | 'failed'>([
  ...[true, 'pass', 'passed', 'ok', 'compliant', 'success', 'succeeded'].map(
    (word) => [word, 'passed'] as const,
  ),
  ...[false, 'fail', 'failed', 'failure', 'noncompliant', 'notcompliant'].map(
    (word) => [word, 'failed'] as const,
  ),
])
const order = ['failed', 'other', 'passed']

/**
 * Separates the checks of a posture from the rest. Checks are a list of objects that each have a name
 * and a result, or an object of results by name; the posture itself or one of its fields.
 */
export function readPosture(posture: unknown): ReadPosture {
  const own = readCheckList(posture)
  if (own) return { checks: sorted(own), rest: undefined }
  if (!isObject(posture) || Array.isArray(posture)) return { checks: [], rest: posture }

  const checks: PostureCheck[] = []
  const rest = new Map<string, unknown>()
  /** Fields that are a check themselves: a single one may be something else, such as an earlier result. */
  const single: PostureCheck[] = []
  for (const [key, value] of Object.entries(posture)) {
    const found = readCheckList(value) ?? readChecksByName(value)
    const check = found ? undefined : readCheck(value, key)
    if (found) checks.push(...found)
    else if (check && check.result !== 'other') single.push(check)
    else rest.set(key, value)
  }
  if (single.length > 1) checks.push(...single)
  else for (const { name } of single) rest.set(name, (posture as Record<string, unknown>)[name])
  if (checks.length === 0) return { checks, rest: posture }
  return {
    checks: sorted(checks),
    // From entries, because a key may be `__proto__`.
    rest: rest.size === 0 ? undefined : Object.fromEntries(rest),
  }
}

/** The name of an item of a list, if it has one. */
export function nameOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined
  const fields = new Map<string, unknown>(Object.entries(item))
  const key = nameKeys.find((candidate) => isText(fields.get(candidate)))
  return key && String(fields.get(key))
}

/** Reads a list of checks; `undefined` for any other value. */
export function readCheckList(value: unknown): PostureCheck[] | undefined {
  if (!Array.isArray(value)) return undefined
  return onlyChecks(value.map((item) => readCheck(item)))
}

/** Names of the failed checks, in the posture's order. */
export function failedChecks(posture: unknown): string[] {
  return readPosture(posture)
    .checks.filter(({ result }) => result === 'failed')
    .map(({ name }) => name)
}

function readChecksByName(value: unknown): PostureCheck[] | undefined {
  if (!isObject(value) || Array.isArray(value)) return undefined
  return onlyChecks(Object.entries(value).map(([name, item]) => readCheck(item, name)))
}

/** Returns the checks if every item is one and at least one clearly passed or failed. */
function onlyChecks(items: readonly (PostureCheck | undefined)[]): PostureCheck[] | undefined {
  const checks = items.filter((check) => check !== undefined)
  if (checks.length < items.length) return undefined
  return checks.some(({ result }) => result !== 'other') ? checks : undefined
}

/** Reads one check; `name` is the key it was found under, if that is its name. */
function readCheck(value: unknown, name?: string): PostureCheck | undefined {
  if (typeof value === 'string' && name !== undefined) {
    const result = resultOf(value)
    return result && { name, result, stated: value, reason: undefined, more: [] }
  }
  if (!isObject(value) || Array.isArray(value)) return undefined
  const fields = new Map<string, unknown>(Object.entries(value))
  const nameKey = name === undefined ? nameKeys.find((key) => isText(fields.get(key))) : undefined
  const resultKey =
    resultKeys.find((key) => resultOf(fields.get(key))) ?? resultKeys.find((key) => fields.has(key))
  if (resultKey === undefined || (name === undefined && nameKey === undefined)) return undefined
  const reasonKey = reasonKeys.find((key) => isText(fields.get(key)))
  const read = [nameKey, resultKey, reasonKey]
  const stated = fields.get(resultKey)
  return {
    name: name ?? String(fields.get(nameKey ?? '')),
    result: resultOf(stated) ?? 'other',
    stated,
    reason: reasonKey && String(fields.get(reasonKey)),
    more: [...fields].filter(([key]) => !read.includes(key)),
  }
}

function resultOf(value: unknown): 'passed' | 'failed' | undefined {
  return results.get(
    typeof value === 'string' ? value.toLowerCase().replace(/[\s_-]+/g, '') : value,
  )
}

function sorted(checks: readonly PostureCheck[]): PostureCheck[] {
  return checks.toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result))
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
