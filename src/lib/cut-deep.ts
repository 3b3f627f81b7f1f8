/** Copying, comparing and writing JSON are recursive and fail at some thousand levels; nobody reads that far. */
const deepest = 500

/** Stands where something was nested deeper than 500 levels. */
export const tooDeep = 'Nested too deep to show'

/** Replaces in place what lies deeper than 500 levels, level by level: recursion would fail on it. */
export function cutDeep(value: unknown): unknown {
  let level = [value].filter(isBranch)
  for (let depth = 1; depth < deepest && level.length > 0; depth += 1) {
    level = level.flatMap((parent) => Object.values(parent) as unknown[]).filter(isBranch)
  }
  for (const parent of level) {
    for (const [key, item] of Object.entries(parent)) {
      // Assigning to a key `__proto__` would change the prototype.
      if (isBranch(item)) Object.defineProperty(parent, key, { value: tooDeep })
    }
  }
  return value
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
