import { postureVerdict, postureWords } from '../device/posture.ts'
import { fold } from '../lib/fold.ts'
import { isPlainTime } from './time-column.ts'

/** A posture in parts that many devices share, and the moment that few do. */
export interface PackedPosture {
  /** JSON; after `@` the time of the check is left out. */
  template: string
  checkedAt: string | undefined
  /** False when JSON would not give it back as it is (−0, infinity, nested without end). */
  isExact: boolean
}

/** Takes a posture apart. `undefined` has no packed form. */
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
    // Nested deeper than JSON.stringify can go.
    return { template: '', checkedAt: undefined, isExact: false }
  }
}

/** The posture again, a new value each time. */
export function unpackPosture(template: string, checkedAt: string | undefined): unknown {
  if (!template.startsWith('@')) return JSON.parse(template) as unknown
  const posture = JSON.parse(template.slice(1)) as { lastCheck: unknown }
  posture.lastCheck = checkedAt
  return posture
}

/** What a person can find in a posture, folded: its keys, texts and numbers, and the verdict in words. */
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

/** Visits every value with its key; without recursion, since nothing limits how deep JSON goes. */
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
