import { postureVerdict, postureWords } from '../device/posture.ts'
import { fold } from '../lib/fold.ts'
import { isPlainTime } from './time-column.ts'

/** A posture split into a template that many devices share and a time that few do. */
export interface PackedPosture {
  /** JSON; starts with `@` when the time of the check is left out. */
  template: string
  checkedAt: string | undefined
  /** False when JSON would change it (−0, infinity, very deep nesting). */
  isExact: boolean
}

/** Splits a posture. `undefined` has no packed form. */
export function packPosture(posture: unknown): PackedPosture {
  if (!survivesJson(posture)) return { template: '', checkedAt: undefined, isExact: false }
  const checkedAt =
    typeof posture === 'object' && posture !== null && Object.hasOwn(posture, 'lastCheck')
      ? (posture as { lastCheck: unknown }).lastCheck
      : undefined
  try {
    if (typeof checkedAt === 'string' && isPlainTime(checkedAt)) {
      const template = `@${JSON.stringify({ ...(posture as object), lastCheck: 0 })}`
      return { template, checkedAt, isExact: true }
    }
    return { template: JSON.stringify(posture), checkedAt: undefined, isExact: true }
  } catch {
    // Nested too deeply for JSON.stringify.
    return { template: '', checkedAt: undefined, isExact: false }
  }
}

/** Returns the posture as a new value. */
export function unpackPosture(template: string, checkedAt: string | undefined): unknown {
  if (!template.startsWith('@')) return JSON.parse(template) as unknown
  const posture = JSON.parse(template.slice(1)) as { lastCheck: unknown }
  posture.lastCheck = checkedAt
  return posture
}

/** Returns the searchable text of a posture, folded: its keys, texts, numbers, and the verdict in words. */
export function postureText(posture: unknown): string {
  const words: string[] = []
  visitAll(posture, (value, key) => {
    if (key !== undefined && key !== 'compliant' && key !== 'lastCheck') words.push(key)
    if (typeof value === 'number') words.push(String(value))
    if (typeof value === 'string' && !isPlainTime(value)) words.push(value)
  })
  const verdict = postureVerdict(posture)
  if (verdict !== 'unknown') words.push(postureWords[verdict])
  return fold(words.join('\n'))
}

function survivesJson(posture: unknown): boolean {
  let survives = true
  visitAll(posture, (value) => {
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      survives = false
    }
  })
  return survives
}

/** Visits every value with its key; without recursion, since JSON may be nested deeply. */
function visitAll(root: unknown, visit: (value: unknown, key?: string) => void): void {
  const open: [unknown, string?][] = [[root]]
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const [value, key] = entry
    visit(value, key)
    if (Array.isArray(value)) for (const item of value) open.push([item])
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) open.push([item, name])
    }
  }
}
