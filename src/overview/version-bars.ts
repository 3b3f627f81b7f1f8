import { compareVersions, versionFamily } from '../query/versions.ts'
import { newestFamily } from '../search/outdated-view.ts'
import { devicesWith, type BarFigure } from './searches.ts'

/** Families that get a bar of their own; older versions share one. */
const maxBars = 11

/** Bars of app versions by family (2.10 holds 2.10.1), newest first; together they hold each version once. */
export function versionBars(versions: readonly string[]): BarFigure[] {
  const families = [...new Set(versions.flatMap((version) => nameOf(version) ?? []))].toSorted(
    (a, b) => compareVersions(b, a),
  )
  const shown = families.length > maxBars + 1 ? families.slice(0, maxBars) : families
  const oldest = shown.at(-1)
  const newest = newestFamily(versions)
  const isOutdated = (family: string) => newest !== undefined && compareVersions(family, newest) < 0
  const bars: BarFigure[] = shown.map((family) => ({
    ...devicesWith(labelOf(family), queryOf(family)),
    isFlagged: isOutdated(family),
  }))
  if (shown.length < families.length && oldest !== undefined) {
    bars.push({
      ...devicesWith(`Before ${labelOf(oldest)}`, `version:<${oldest}`),
      isFlagged: newest !== undefined && compareVersions(oldest, newest) <= 0,
    })
  }
  return [
    ...bars,
    {
      ...devicesWith('Not a version number', '-version:none -version:<0 -version:>=0'),
      isOptional: true,
    },
    { ...devicesWith('No version', 'version:none'), isOptional: true },
  ]
}

/** The lowest pre-release has the identifier 0 (Semantic Versioning 2.0.0, section 11). */
const lowestPreRelease = '-0'

/** The lowest version in the same bar: 2.11, or 2.11-0 for pre-releases of 2.11.0. */
function nameOf(version: string): string | undefined {
  const found = versionFamily(version)
  return found && `${found.family}${found.isPreRelease ? lowestPreRelease : ''}`
}

function queryOf(name: string): string {
  if (!name.endsWith(lowestPreRelease)) return `version:${name}`
  return `version:>=${name} version:<${name.slice(0, -lowestPreRelease.length)}`
}

function labelOf(name: string): string {
  return name.replace(lowestPreRelease, ' pre-release')
}
