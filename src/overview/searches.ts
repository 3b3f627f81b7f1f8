import { deviceList, type DeviceListParams } from '../devices/device-list.ts'
import type { PostureVerdict } from '../device/posture.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { parseQuery } from '../query/query.ts'
import { serverNow } from '../lib/clock.ts'
import { paths } from '../lib/paths.ts'
import type { ListLink } from '../list/list-address.ts'
import { listSearch } from '../list/list-params.ts'

/** A search for devices or people. */
export interface Search {
  of: 'device' | 'person'
  q: string
}

/** A named search, and the link to its list. */
export interface Figure extends Search {
  label: string
  link: ListLink
}

/** One bar: devices or people that share a value. */
export interface BarFigure extends Figure {
  /** Left out when it is 0. */
  isOptional?: boolean
  /** Stands out, as outdated versions do. */
  isFlagged?: boolean
  /** The badge that it is named by. */
  badge?: { status: string } | { posture: PostureVerdict }
}

/** A figure of devices. */
export function devicesWith(label: string, q: string, sort: DeviceListParams['sort'] = []): Figure {
  const list = listSearch({ ...deviceList.parse(''), q, sort })
  return { label, of: 'device', q: deviceList.parse(list).q, link: deviceList.linkTo({ list }) }
}

/** A figure of people, whose list begins with those who have the most devices. */
export function peopleWith(label: string, q: string): Figure {
  const list = `?q=${q.replaceAll(' ', '+')}&sort=-devices`
  return { label, of: 'person', q, link: { to: paths.people(list), state: { list } } }
}

/** Counts the results of all searches, and returns a function that gives the count of one. */
export async function countAll(
  fleet: Pick<Fleet, 'ask'>,
  searches: readonly Search[],
  deviceLimit: number,
  signal?: AbortSignal,
): Promise<(search: Search) => number> {
  const distinct = (of: Search['of']) => [
    ...new Set(searches.filter((search) => search.of === of).map(({ q }) => q)),
  ]
  const now = serverNow()
  const page = { sort: [], offset: 0, limit: 0, now, deviceLimit }
  const ofDevices = distinct('device')
  const ofPeople = distinct('person')
  const [devices, people] = await Promise.all([
    fleet.ask('count', [ofDevices.map((q) => parseQuery(q).terms), now], signal),
    Promise.all(
      ofPeople.map((q) => fleet.ask('people', [{ ...parsePeopleSearch(q), ...page }], signal)),
    ),
  ])
  return ({ of, q }) =>
    (of === 'device' ? devices[ofDevices.indexOf(q)] : people[ofPeople.indexOf(q)]?.total) ?? 0
}
