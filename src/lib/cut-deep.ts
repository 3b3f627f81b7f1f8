/** Recursive functions such as JSON.stringify fail at a few thousand levels. */
const deepest = 500

/** Replaces values nested deeper than 500 levels. */
export const tooDeep = 'Nested too deep to show'

/** Replaces values nested deeper than 500 levels in place, iteratively because recursion would overflow. */
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
