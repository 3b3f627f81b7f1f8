import type { Facet } from '../fleet/requests.ts'
import type { ListLink } from '../list/list-address.ts'
import { devicesLink } from './device-links.ts'
import { versionBars } from './version-bars.ts'

/** One bar: devices that share a value. */
export interface BarSearch {
  label: string
  link: ListLink
  /** Left out when no device has it. */
  isOptional?: boolean
}

/** A title and the bars below it; together they hold every device once. */
export interface PictureSearches {
  title: string
  bars: readonly BarSearch[]
}

/** The pictures of a fleet with these statuses and app versions. */
export function pictureSearches(
  statuses: readonly Facet[],
  versions: readonly string[],
): PictureSearches[] {
  return [
    { title: 'Status', bars: statusBars(statuses) },
    { title: 'Last connection', bars: lastConnectionBars },
    { title: 'App version', bars: versionBars(versions) },
  ]
}

/** Statuses that differ only in case are one search, and so one bar. */
function statusBars(statuses: readonly Facet[]): BarSearch[] {
  const byTerm = new Map(statuses.toReversed().map((status) => [status.term, status]))
  return [...byTerm.values()]
    .toReversed()
    .map(({ label, term }) => ({ label, link: devicesLink(term) }))
}

const lastConnectionBars: readonly BarSearch[] = [
  { label: 'Within 24 hours', link: devicesLink('seen:<24h') },
  { label: '1 to 7 days ago', link: devicesLink('seen:>=24h seen:<7d') },
  { label: '7 to 30 days ago', link: devicesLink('seen:>=7d seen:<30d') },
  { label: '30 to 90 days ago', link: devicesLink('seen:>=30d seen:<=90d') },
  { label: 'Over 90 days ago', link: devicesLink('seen:>90d') },
  { label: 'Never', link: devicesLink('seen:never') },
  {
    label: 'Invalid date',
    link: devicesLink('-seen:never -seen:<24h -seen:>=24h'),
    isOptional: true,
  },
]
