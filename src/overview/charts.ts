import { plainStatus } from '../api/device.ts'
import { statuses as knownStatuses } from '../device/statuses.ts'
import { postureVerdicts, postureWords, type PostureVerdict } from '../device/posture.ts'
import type { Facet } from '../fleet/requests.ts'
import { compareVersions, versionFamily } from '../query/versions.ts'
import { counted } from '../lib/text.ts'
import { newestFamily } from '../search/outdated-view.ts'
import { devicesWith, peopleWith, type Metric, type Search } from './metrics.ts'

/** A titled set of bars, which together count everything once. */
export interface Chart<Bar extends Metric = Metric> {
  title: string
  of: Search['of']
  bars: readonly Bar[]
  /** Parts of one bar instead of a bar each. */
  isStacked?: boolean
  /** The heading of the bars that are flagged. */
  flagged?: string
}

/** The charts of a fleet with these statuses and app versions. */
export function chartsOf(
  statuses: readonly Facet[],
  versions: readonly string[],
  deviceLimit: number,
): Chart[] {
  return [
    { title: 'Status', of: 'device', bars: statusBars(statuses), isStacked: true },
    { title: 'Posture', of: 'device', bars: postureVerdicts.map(postureBar), isStacked: true },
    { title: 'Last connection', of: 'device', bars: lastConnectionBars },
    { title: 'Devices per person', of: 'person', bars: slotBars(deviceLimit) },
    { title: 'App version', of: 'device', bars: versionBars(versions), flagged: 'Outdated' },
  ]
}

const statusOrder = Object.keys(knownStatuses).map(plainStatus)

/** Statuses that differ only in case are one search, and so one bar; those not known come last. */
function statusBars(statuses: readonly Facet[]): Metric[] {
  const placeOf = ({ label }: Facet) => statusOrder.indexOf(plainStatus(label)) >>> 0
  return statuses
    .filter(({ term }, place) => statuses.findIndex((other) => other.term === term) === place)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ label, term }) => devicesWith(label, term, { badge: { status: label } }))
}

function postureBar(posture: PostureVerdict): Metric {
  return devicesWith(postureWords[posture], `posture:${posture}`, { badge: { posture } })
}

const optional = { isOptional: true }

const lastConnectionBars: readonly Metric[] = [
  devicesWith('Within 24 hours', 'seen:<24h'),
  devicesWith('1 to 7 days ago', 'seen:>=24h seen:<7d'),
  devicesWith('7 to 30 days ago', 'seen:>=7d seen:<30d'),
  devicesWith('30 to 90 days ago', 'seen:>=30d seen:<=90d'),
  devicesWith('Over 90 days ago', 'seen:>90d'),
  devicesWith('Never', 'seen:never'),
  devicesWith('Invalid date or in the future', '-seen:never -seen:<24h -seen:>=24h', optional),
]

/** Lower ends of the ranges for a limit that is too large for one bar per number. */
const wideRanges = [1, 2, 3, 6, 11, 21, 51, 101, 201, 501]
const maxSingles = 8

/** Bars of people by their number of devices, up to the limit, at it and over it. */
export function slotBars(deviceLimit: number): Metric[] {
  const starts =
    deviceLimit <= maxSingles
      ? Array.from({ length: deviceLimit - 1 }, (_, place) => place + 1)
      : wideRanges.filter((start) => start < deviceLimit)
  const below = starts.map((start, place) => {
    const end = (starts[place + 1] ?? deviceLimit) - 1
    if (end === start) return peopleWith(counted(start, 'device'), `devices:${start}`)
    return peopleWith(`${start} to ${end} devices`, `devices:>=${start} devices:<=${end}`)
  })
  return [
    ...below,
    peopleWith(`${deviceLimit} (the limit)`, `devices:${deviceLimit}`),
    peopleWith(`Over ${deviceLimit}`, `devices:>${deviceLimit}`, { ...optional, isFlagged: true }),
  ]
}

/** Families that get a bar of their own; older versions share one. */
const maxBars = 11

/** Bars of app versions by family (2.10 holds 2.10.1), newest first; together they hold each version once. */
function versionBars(versions: readonly string[]): Metric[] {
  const families = [...new Set(versions.flatMap((version) => nameOf(version) ?? []))].toSorted(
    (a, b) => compareVersions(b, a),
  )
  const shown = families.length > maxBars + 1 ? families.slice(0, maxBars) : families
  const oldest = shown.at(-1)
  const newest = newestFamily(versions)
  const isOutdated = (family: string) => newest !== undefined && compareVersions(family, newest) < 0
  const bars = shown.map((family) =>
    devicesWith(labelOf(family), queryOf(family), { isFlagged: isOutdated(family) }),
  )
  if (shown.length < families.length && oldest !== undefined) {
    const isFlagged = newest !== undefined && compareVersions(oldest, newest) <= 0
    bars.push(devicesWith(`Before ${labelOf(oldest)}`, `version:<${oldest}`, { isFlagged }))
  }
  return [
    ...bars,
    devicesWith('Not a version number', '-version:none -version:<0 -version:>=0', optional),
    devicesWith('No version', 'version:none', optional),
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
