import { queryOptions } from '@tanstack/react-query'
import type { Connection } from '../api/connection.ts'
import { ofSnapshot } from '../fleet/fleet-state.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import type { Person } from '../fleet/people.ts'
import { snapshotPage } from '../fleet/snapshot-page.ts'
import type { ListPage } from '../list/list-page.ts'
import type { PeopleListParams } from './people-list.ts'

/** Reads one page of people from the snapshot of all devices. */
export function peopleQuery(connection: Connection, params: PeopleListParams, deviceLimit: number) {
  const { q, sort } = params
  return queryOptions<ListPage<Person>>({
    queryKey: ['people', params, deviceLimit],
    meta: ofSnapshot,
    queryFn: ({ signal }) =>
      snapshotPage(connection, params, async (fleet, range) => {
        const search = parsePeopleSearch(q)
        const { people, total } = await fleet.people({
          ...range,
          ...search,
          sort,
          deviceLimit,
          signal,
        })
        return { rows: people, total }
      }),
  })
}
