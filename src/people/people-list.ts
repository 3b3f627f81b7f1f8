import { deviceList } from '../devices/device-list.ts'
import {
  peopleSortFields,
  type PeopleCondition,
  type PeopleSortField,
  type Person,
} from '../fleet/snapshot/people.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { tokens } from '../query/query.ts'
import { paths } from '../lib/paths.ts'
import { createListAddress, type ListLink } from '../list/list-address.ts'
import type { ListPage } from '../list/list-page.ts'
import type { ListParams } from '../list/list-params.ts'
import type { ListViewProps } from '../list/list-screen.tsx'
import type { Session } from '../session/open-session.ts'

/** The address of the list of people. */
export const peopleList = createListAddress<PeopleSortField>(paths.people(), () => peopleSortFields)

export type PeopleListParams = ListParams<PeopleSortField>
/** Props of the parts of the list of people. */
export type PeopleListSituation = ListViewProps<Person, PeopleSortField, PeopleListPage>

/** A page of people. */
export interface PeopleListPage extends ListPage<Person> {
  /** Devices that belong to nobody; absent while none are loaded. */
  devicesWithoutOwner?: number
}

/** The link to the list of devices with this search. */
export function linkToDevices(session: Session, q: string): ListLink {
  return deviceList.linkTo(deviceList.originOf(session, { ...deviceList.parse(''), q }))
}

/** Names of the conditions, in the order in which they are offered. */
export const conditionNames: Record<PeopleCondition, string> = {
  'at-limit': 'Device limit reached',
  stale: 'Only stale devices',
  deactivated: 'Only deactivated devices',
  never: 'Never connected',
  double: 'Shared e-mail',
}

/** Adds a condition to a search, or removes it. */
export function toggleCondition(q: string, condition: PeopleCondition): string {
  const { conditions } = parsePeopleSearch(q)
  const others = tokens(q).filter(({ source }) => source.toLowerCase() !== `is:${condition}`)
  const kept = others.map(({ source }) => source)
  return [...kept, ...(conditions.includes(condition) ? [] : [`is:${condition}`])].join(' ')
}
