/** A version with what may stand before it, such as a program's name or Debian's epoch, and its pre-release. */
const shape =
  /^(?:(?:version|release|ver\.?)[ :-]*|(?:[a-z][a-z -]*[ /_-](?=v?\d+\.\d))?[rv]?\.?|\d+:)(\d+(?:\.\d+)*)\.?(?:[-.~]?([a-z][\w.-]*|(?<=-)[\w.-]+))?$/i

/** A pre-release set apart from its version: `2.1 RC2`, `2.1 (beta)`. */
const wordAtEnd = /[ _(]+(alpha|beta|dev|pre|preview|rc|test|nightly|canary)[ .]?(\d*)\)?$/i

/** Build data as the usual tools write it, at the end of a version. */
const buildAtEnd = new RegExp(
  `(?:${[
    String.raw`\+.*`,
    // git describe: commits since the tag, the commit, and changes not committed.
    String.raw`(?:-\d+|[-_.]r\d+)?[-_.+]g[\da-f]{4,64}`,
    String.raw`[-.](?:dirty|broken|modified)(?:[-.]\d+)?`,
    // A commit alone.
    String.raw`(?:-\d+)?[-.](?:git|sha|commit)?[-.]?(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{7,64}`,
    // Two commits, of a project and of what it is built with.
    String.raw`-t[\da-f]{7,40}`,
    String.raw`[-_., ]*(?:build|ci|svn)[-. #]?\d+|[-_. ]r\d+|#\d+|\^[\w.]+`,
    String.raw` [([](?!(?:alpha|beta|dev|pre|preview|rc|test)\b)[^()[\]]*[)\]]`,
    String.raw`_\d+| - \d+| update \d+`,
    // Patches and updates, as of OpenSSL, OpenSSH, Ruby and Java.
    String.raw`(?<=\d)(?:-?[pu]\d+|r\d+|[a-z])`,
    String.raw`\.post\d+(?:\.dev\d+)?`,
    // The release itself in words, and what came after it.
    String.raw`[-. ](?:final|ga|release|stable|lts|hotfix|patch|sp)(?:[-.]?\d+)?`,
    // The package of a system, the machine that it is for, and the edition.
    String.raw`-\d[\d.]*(?:\.(?:el|fc|amzn|lp)|ubuntu|[~+]?deb|~bpo)[\w.~+]*`,
    String.raw`[-_. /;]+(?:x86(?:[-_]64)?|x64|i[36]86|amd64|arm64(?:-v8a)?|armv7l?|armhf|aarch64|universal|win(?:dows)?\d*|macos|darwin|linux|android|ios|musl)`,
    String.raw`[-_. ](?:enterprise|business|pro|community|ee|ce|msi|store|portable)`,
  ].join('|')})+$`,
  'is',
)

/** Longer texts, in which build data would take long to find, are no versions. */
const maxLength = 120

/** Most versions, which need no closer look. */
const isPlain = /^v?\d[\d.]*$/

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** True for texts that can be ordered as versions: `2.10`, `v1.2.3-beta.2`. */
export function isVersion(text: string): boolean {
  return parts(text) !== undefined
}

/** True for a version that isn't a pre-release: `2.10`, but not `2.11.0-beta.1`. */
export function isStableVersion(text: string): boolean {
  return parts(text)?.preRelease === ''
}

/** The first two numbers of a version, 2.10 for v2.10.1; `isPreRelease` if it's before all releases of these. */
export function versionFamily(text: string): { family: string; isPreRelease: boolean } | undefined {
  const read = parts(text)
  if (!read) return undefined
  const [major = 0, minor = 0, ...patches] = read.release
  return {
    family: `${major}.${minor}`,
    isPreRelease: read.preRelease !== '' && patches.every((number) => number === 0),
  }
}

/** Orders versions: 2.9 < 2.10, 2.4 = 2.4.0, pre-release < release < build, other texts last. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a)
  const right = parts(b)
  if (!left || !right) {
    if (left) return -1
    return right ? 1 : collator.compare(a, b)
  }
  return compareParts(left, right) || collator.compare(left.build, right.build)
}

function compareParts(a: Parts, b: Parts): number {
  const length = Math.max(a.release.length, b.release.length)
  for (let segment = 0; segment < length; segment += 1) {
    const difference = (a.release[segment] ?? 0) - (b.release[segment] ?? 0)
    if (difference !== 0) return difference
  }
  // A release comes after its pre-releases.
  const isRelease = Number(a.preRelease === '') - Number(b.preRelease === '')
  return isRelease || collator.compare(a.preRelease, b.preRelease)
}

/** Compares versions: 0 in the family of `named` (2.1.7 in 2.1); `undefined` for other texts. */
export function compareToFamily(version: string, named: string): number | undefined {
  const left = parts(version)
  const right = parts(named)
  if (!left || !right) return undefined
  // A build in a search means that build alone.
  const order = right.build === '' ? compareParts(left, right) : compareVersions(version, named)
  if (order <= 0) return order
  if (right.preRelease !== '' || right.build !== '') return order
  const isFamily = right.release.every((number, segment) => (left.release[segment] ?? 0) === number)
  return isFamily ? 0 : order
}

type Parts = NonNullable<ReturnType<typeof parts>>

/** Reads the parts of a version (Semantic Versioning 2.0.0, sections 9 to 11). */
function parts(given: string) {
  if (given.length > maxLength) return undefined
  const isSimple = isPlain.test(given)
  const text = isSimple ? given : tidied(given)
  const [build = ''] = (!isSimple && buildAtEnd.exec(text)) || []
  const [, release, preRelease] = shape.exec(text.slice(0, text.length - build.length)) ?? []
  if (release === undefined) return undefined
  return {
    release: release.split('.').map(Number),
    /** With spaces for dots, before which no character sorts: so a shorter one comes first. */
    preRelease: preRelease?.replaceAll('.', ' ') ?? '',
    /** Commits after a release and the like; empty for the release itself. */
    build,
  }
}

function tidied(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .trim()
      // Windows writes 2, 1, 0, 0 for the version of a file.
      .replace(/(?<=\d), *(?=\d)/g, '.')
      .replace(wordAtEnd, '-$1$2')
  )
}
