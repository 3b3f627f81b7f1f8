/** Copying, comparing and writing JSON are recursive and fail at some thousand levels; nobody reads that far. */
const deepest = 500

/** Stands where something was nested deeper than 500 levels. */
export const tooDeep = 'Nested too deep to show'

/** Replaces in place what lies deeper than 500 levels, level by level: recursion would fail on it. */
export function cutDeep(value: unknown): unknown {
  let level = isBranch(value) ? [value] : []
  for (let depth = 1; level.length > 0; depth += 1) {
    const next: object[] = []
    for (const parent of level) {
      for (const [key, item] of Object.entries(parent)) {
        if (!isBranch(item)) continue
        if (depth < deepest) next.push(item)
        // Assigning to a key `__proto__` would change the prototype.
        else Object.defineProperty(parent, key, { value: tooDeep })
      }
    }
    level = next
  }
  return value
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
