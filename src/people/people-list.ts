import {
  peopleSortFields,
  type PeopleCondition,
  type PeopleSortField,
  type Person,
} from '../fleet/snapshot/people.ts'
import { forSetStatuses } from '../device/status-lists.ts'
import { readCondition, readDeviceCount } from '../fleet/people-search.ts'
import { paths } from '../lib/paths.ts'
import { counted, formatCount } from '../lib/text.ts'
import { createListAddress, type ListParams } from '../list/list-address.ts'
import type { ListPage } from '../list/list-page.ts'
import type { ListViewProps } from '../list/list-screen.tsx'

/** The address of the list of people. */
export const peopleList = createListAddress<PeopleSortField>(paths.people(), () => peopleSortFields)

export type PeopleListParams = ListParams<PeopleSortField>
export type PeopleListProps = ListViewProps<Person, PeopleSortField, PeopleListPage>

export interface PeopleListPage extends ListPage<Person> {
  /** Devices that belong to nobody; absent while none are loaded. */
  devicesWithoutOwner?: number
}

/** Names of the conditions to filter people by. */
export const conditionNames: Record<PeopleCondition, string> = {
  'at-limit': 'Device limit reached',
  'over-limit': 'Over the device limit',
  noncompliant: 'Device not compliant',
  unauthorized: 'Device unauthorized',
  ...forSetStatuses((status) => `All devices ${status.toLowerCase()}`),
  stale: 'Not seen for 90 days',
  never: 'Never connected',
  double: 'Same e-mail as another person',
}

/** A filter of a search for people in words; undefined for anything else. */
export function peopleFilterWords({ source }: { source: string }): string | undefined {
  const condition = readCondition(source)
  if (condition) return conditionNames[condition]
  const range = readDeviceCount(source)
  if (!range) return undefined
  const { min, max } = range
  if (min === max) return counted(min, 'device')
  return max === Infinity
    ? `${formatCount(min)} or more devices`
    : `${formatCount(min)} to ${counted(max, 'device')}`
}
