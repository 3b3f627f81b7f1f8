import { queryOptions } from '@tanstack/react-query'
import type { Connection } from '../api/connection.ts'
import { fleetState, isSearchable, ofSnapshot } from '../fleet/fleet-state.ts'
import { fleetOf } from '../fleet/fleet.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import type { Person } from '../fleet/people.ts'
import { wallTime } from '../lib/clock.ts'
import type { ListPage } from '../list/list-page.ts'
import type { PeopleListParams } from './people-list.ts'

/** Reads one page of people from the snapshot of all devices. */
export function peopleQuery(connection: Connection, params: PeopleListParams, deviceLimit: number) {
  return queryOptions<ListPage<Person>>({
    queryKey: ['people', params, deviceLimit],
    meta: ofSnapshot,
    queryFn: ({ signal }) => readPeople(connection, params, deviceLimit, signal),
  })
}

async function readPeople(
  connection: Connection,
  { q, sort, page, size }: PeopleListParams,
  deviceLimit: number,
  signal: AbortSignal,
): Promise<ListPage<Person>> {
  const fleet = fleetOf(connection)
  fleet.need()
  const offset = (page - 1) * size
  // As it is before the answer, which must not claim more than what was searched.
  const state = fleetState.get()
  const { phase, asOf } = state
  const common = { offset, limit: size, unreadable: 0 }
  if (!isSearchable(state)) {
    return {
      ...common,
      rows: [],
      total: undefined,
      hasNext: false,
      snapshot: { isWhole: false, readAt: 0, isAwaited: phase === 'reading' },
    }
  }
  const { people, total } = await fleet.people({
    ...parsePeopleSearch(q),
    sort,
    offset,
    limit: size,
    deviceLimit,
    signal,
  })
  return {
    ...common,
    rows: people,
    total,
    hasNext: offset + people.length < total,
    snapshot: {
      isWhole: phase === 'complete' || phase === 'incomplete',
      readAt: asOf === 0 ? 0 : wallTime(asOf),
    },
  }
}
