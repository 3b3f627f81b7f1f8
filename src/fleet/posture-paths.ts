import { nameOf, readCheckList } from '../device/posture-checks.ts'
import { formatPath, isLeaf, type PosturePath } from '../query/posture-path.ts'

/** Deeper values are left out, so that a nested posture doesn't fill the page. */
const deepest = 8
/** Further paths are left out: keys may be names of files or people. */
const mostPaths = 200

export interface FoundPaths {
  paths: readonly PosturePath[]
  /** There are more paths than these. */
  isCut: boolean
  /** Devices with values deeper than eight steps. */
  tooDeep: number
}

/** Finds the paths to every value of the postures that `each` gives, in the order of their first use. */
export function findPaths(
  each: (work: (posture: unknown, devices: number) => void) => void,
): FoundPaths {
  const paths = new Map<string, PosturePath>()
  let isCut = false
  let tooDeep = 0
  each((posture, devices) => {
    let isTooDeep = false
    const open: [unknown, PosturePath][] = [[posture, []]]
    for (let entry = open.pop(); entry; entry = open.pop()) {
      const [value, path] = entry
      if (isLeaf(value)) {
        const text = formatPath(path)
        if (paths.has(text)) continue
        if (paths.size < mostPaths) paths.set(text, path)
        else isCut = true
      } else if (path.length >= deepest) {
        isTooDeep = true
      } else {
        // Reversed, because the last entry is taken first.
        open.push(...entriesOf(value as object, path).toReversed())
      }
    }
    if (isTooDeep) tooDeep += devices
  })
  return { paths: [...paths.values()], isCut, tooDeep }
}

/** The values inside a value with their paths: checks by name, other items of a list together. */
function entriesOf(value: object, path: PosturePath): [unknown, PosturePath][] {
  if (!Array.isArray(value)) {
    const last = path.at(-1)
    const name = typeof last === 'object' && 'item' in last ? last.item : undefined
    return Object.entries(value)
      .filter(([, inside]) => name === undefined || inside !== name)
      .map(([field, inside]) => [inside, [...path, { field }]])
  }
  const areChecks = readCheckList(value) !== undefined
  return value.map((item: unknown) => {
    const name = areChecks ? nameOf(item) : undefined
    return [item, [...path, name === undefined ? 'items' : { item: name }]]
  })
}
