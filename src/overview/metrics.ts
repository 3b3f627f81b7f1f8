import { linkToDevices, type DeviceListParams } from '../devices/device-list.ts'
import type { PostureVerdict } from '../device/posture.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { paths } from '../lib/paths.ts'
import { type ListLink, tidySearchText } from '../list/list-address.ts'
import type { Session } from '../session/open-session.ts'

/** A search for devices or people. */
export interface Search {
  of: 'device' | 'person'
  q: string
}

/** A named search, whose results are counted. */
export interface Metric extends Search {
  label: string
  /** The order of the list of its results. */
  sort?: DeviceListParams['sort']
  badge?: { status: string } | { posture: PostureVerdict }
  /** A chart leaves it out when it is 0. */
  isOptional?: boolean
  isFlagged?: boolean
}

export type Counted<M extends Metric = Metric> = M & { count: number }

const nouns = { device: ['device', 'devices'], person: ['person', 'people'] } as const

/** The word that follows a count. */
export function nounFor(of: Search['of'], count: number): string {
  return nouns[of][count === 1 ? 0 : 1]
}

/** A metric of devices. */
export function devicesWith(label: string, q: string, more: Partial<Metric> = {}): Metric {
  return { label, of: 'device', q: tidySearchText(q), ...more }
}

/** A metric of people, whose list begins with those who have the most devices. */
export function peopleWith(label: string, q: string, more: Partial<Metric> = {}): Metric {
  return { label, of: 'person', q, ...more }
}

/** The link to what a metric counts; a status that looks like an e-mail address stays out of it. */
export function linkToMetric(session: Session, { of, q, sort = [] }: Metric): ListLink {
  if (of === 'device') return linkToDevices(session, q, sort)
  const list = `?q=${q.replaceAll(' ', '+')}&sort=-devices`
  return { to: paths.people(list), state: { path: paths.people(), list } }
}

/** Counts the results of all searches at one time, and returns a function that gives the count of one. */
export async function countAll(
  fleet: Pick<Fleet, 'ask'>,
  searches: readonly Search[],
  deviceLimit: number,
  signal?: AbortSignal,
): Promise<(search: Search) => number> {
  const distinct = (of: Search['of']) => [
    ...new Set(searches.filter((search) => search.of === of).map(({ q }) => q)),
  ]
  const ofDevices = distinct('device')
  const ofPeople = distinct('person')
  const people = ofPeople.map((q) => ({ q, deviceLimit }))
  const counts = await fleet.ask('count', [ofDevices, people], signal)
  return ({ of, q }) =>
    counts[of === 'device' ? ofDevices.indexOf(q) : ofDevices.length + ofPeople.indexOf(q)] ?? 0
}
