/** Browsers give up copying values to a worker at some thousand levels; nobody reads that far. */
const deepest = 500

/** Stands where something was nested deeper than a browser can copy. */
export const tooDeep = 'Nested too deep to be kept'

/** A copy of plain data, in which what lies deeper than 500 levels is replaced by a text that says so. */
export function cutDeep(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth >= deepest) return tooDeep
  if (Array.isArray(value)) return value.map((item) => cutDeep(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, cutDeep(item, depth + 1)]),
  )
}
