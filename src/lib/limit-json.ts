import { formatCount } from './text.ts'

const noteKey = '…'

/** JSON.stringify fails at a few thousand levels, and a million keys freeze a page. */
const wireLimits = {
  maxDepth: 500,
  /** In one list or object. */
  maxEntries: 1_000,
  /** In all; shallow ones come first, so that one large branch can't displace the others. */
  maxValues: 10_000,
}

export const tooDeep = 'Nested too deep to show'

const noteText = String.raw`Showing the first [\d,]+ of ([\d,]+) entries`
const note = new RegExp(`^${noteText}$`)

/** True for the note that stands for the entries left out, last in a list or object. */
export function isCutNote(value: unknown): value is string {
  return typeof value === 'string' && note.test(value)
}

/** The note of a list or object that was cut. */
export function cutNoteIn(branch: object): string | undefined {
  const key = Object.keys(branch).at(-1) ?? ''
  const value = (branch as Record<string, unknown>)[key]
  return isCutNote(value) && (key === noteKey || Array.isArray(branch)) ? value : undefined
}

/** True for JSON, as text, that has such a note. */
export function hasCutNote(json: string): boolean {
  return new RegExp(`"${noteText}"`).test(json)
}

/** Copies JSON up to these limits; a note at the end of each list and object says how much is left out. */
export function limitJson(json: unknown, limits = wireLimits): unknown {
  let left = limits.maxValues
  const open: { from: object; to: object; depth: number }[] = []
  const copyOf = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (depth > limits.maxDepth) return tooDeep
    const to = Array.isArray(value) ? [] : {}
    open.push({ from: value, to, depth })
    return to
  }
  const copy = copyOf(json, 1)
  // The loop also visits entries pushed meanwhile: level by level, without recursion.
  for (const { from, to, depth } of open) {
    const values = from as Record<string, unknown>
    const keys = Object.keys(from)
    const [, earlier] = note.exec(cutNoteIn(from) ?? '') ?? []
    if (earlier) keys.pop()
    const total = earlier ? Number(earlier.replaceAll(',', '')) : keys.length
    const shown = Math.min(keys.length, limits.maxEntries, left)
    left -= shown
    for (const key of keys.slice(0, shown)) put(to, key, copyOf(values[key], depth + 1))
    if (shown < total) {
      const text = `Showing the first ${formatCount(shown)} of ${formatCount(total)} entries`
      put(to, Array.isArray(to) ? String(shown) : noteKey, text)
    }
  }
  return copy
}

function put(target: object, key: string, value: unknown): void {
  if (key === '__proto__') {
    // Assigning to it would change the prototype.
    Object.defineProperty(target, key, { value, enumerable: true })
  } else (target as Record<string, unknown>)[key] = value
}
