/** A version's parts: numbers before the first dash, identifiers after it (Semantic Versioning 2.0.0, section 11). */
interface Parts {
  release: number[]
  preRelease: string[]
}

const shape = /^v?(\d+(?:\.\d+)*)(?:[-.]?([a-z][\w.-]*|(?<=-)[\w.-]+))?(?:\+.*)?$/i

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** True for texts that can be ordered as versions: `2.10`, `v1.2.3-beta.2`. */
export function isVersion(text: string): boolean {
  return shape.test(text)
}

/** True for a version that isn't a pre-release: `2.10`, but not `2.11.0-beta.1`. */
export function isStableVersion(text: string): boolean {
  return parts(text)?.preRelease.length === 0
}

/**
 * Returns the first two numbers of a version, 2.10 for v2.10.1. `isPreRelease` is true for a version
 * that comes before all releases of its family, such as 2.10.0-beta.1. `undefined` for other texts.
 */
export function versionFamily(text: string): { family: string; isPreRelease: boolean } | undefined {
  const read = parts(text)
  if (!read) return undefined
  const [major = 0, minor = 0, ...patches] = read.release
  return {
    family: `${major}.${minor}`,
    isPreRelease: read.preRelease.length > 0 && patches.every((number) => number === 0),
  }
}

/**
 * Orders app versions by segment: 2.9 < 2.10, 2.4 = 2.4.0, a pre-release before its release.
 * Other texts come after all versions, in alphabetical order.
 */
export function compareVersions(a: string, b: string): number {
  const left = parts(a)
  const right = parts(b)
  if (!left || !right) {
    if (left) return -1
    return right ? 1 : collator.compare(a, b)
  }
  const length = Math.max(left.release.length, right.release.length)
  for (let segment = 0; segment < length; segment += 1) {
    const difference = (left.release[segment] ?? 0) - (right.release[segment] ?? 0)
    if (difference !== 0) return difference
  }
  return comparePreReleases(left.preRelease, right.preRelease)
}

/**
 * Compares a version with the one in a search: negative below, 0 in its family, positive above.
 * The family of `2.1` is 2.1, 2.1.0 and 2.1.7. `undefined` when either isn't a version.
 */
export function standsTo(version: string, named: string): number | undefined {
  const left = parts(version)
  const right = parts(named)
  if (!left || !right) return undefined
  const order = compareVersions(version, named)
  if (order <= 0) return order
  if (right.preRelease.length > 0) return order
  const isFamily = right.release.every((number, segment) => (left.release[segment] ?? 0) === number)
  return isFamily ? 0 : order
}

function parts(text: string): Parts | undefined {
  const match = shape.exec(text)
  if (!match?.[1]) return undefined
  return { release: match[1].split('.').map(Number), preRelease: match[2]?.split('.') ?? [] }
}

function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (const [place, left] of a.entries()) {
    const right = b[place]
    if (right === undefined) return 1
    const order = compareIdentifiers(left, right)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareIdentifiers(a: string, b: string): number {
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (isNumberA && isNumberB) return Number(a) - Number(b)
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1
  return collator.compare(a, b)
}
