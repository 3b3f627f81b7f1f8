import { queryOptions } from '@tanstack/react-query'
import { ofSnapshot } from '../fleet/fleet-state.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { snapshotPage } from '../fleet/snapshot-page.ts'
import type { Session } from '../session/open-session.ts'
import type { PeopleListPage, PeopleListParams } from './people-list.ts'

/** Reads one page of people from the snapshot of all devices. */
export function peopleQuery(session: Session, params: PeopleListParams, deviceLimit: number) {
  const { q, sort } = params
  return queryOptions<PeopleListPage>({
    queryKey: ['people', params, deviceLimit],
    meta: ofSnapshot,
    queryFn: ({ signal }) =>
      snapshotPage(session, params, async (fleet, range) => {
        const search = parsePeopleSearch(q)
        const { people, ...rest } = await fleet.people({
          ...range,
          ...search,
          sort,
          deviceLimit,
          signal,
        })
        return { rows: people, ...rest }
      }),
  })
}
