import { fleetState, isSearchable } from '../fleet/fleet-state.ts'
import type { Connection } from '../api/connection.ts'
import { fleetOf } from '../fleet/fleet.ts'
import { wallTime } from '../lib/clock.ts'
import { parseQuery } from '../fleet/query.ts'
import type { ListParams } from '../list/list-params.ts'
import type { ListPage } from './read-page.ts'

/** One page of what matches a search, answered by the copy of the whole fleet. */
export async function searchPage(
  connection: Connection,
  params: ListParams,
  signal: AbortSignal,
): Promise<ListPage> {
  const fleet = fleetOf(connection)
  fleet.need()
  const { q, sort, page, size } = params
  const offset = (page - 1) * size
  // As it is before the answer: what is told must not be more than what was searched.
  const state = fleetState.get()
  const { phase, asOf } = state
  const common = {
    offset,
    limit: size,
    isEndDoubtful: false,
    unreadable: 0,
    sortRefused: false,
  }
  if (!isSearchable(state)) {
    // Where nothing was searched, nothing is known of what matches.
    return {
      ...common,
      devices: [],
      total: undefined,
      hasNext: false,
      copy: { isWhole: false, readAt: 0, isAwaited: phase === 'reading' },
    }
  }
  const { devices, total } = await fleet.search({
    terms: parseQuery(q).terms,
    sort,
    offset,
    limit: size,
    signal,
  })
  return {
    ...common,
    devices,
    total,
    hasNext: offset + devices.length < total,
    copy: {
      isWhole: phase === 'complete' || phase === 'incomplete',
      readAt: asOf === 0 ? 0 : wallTime(asOf),
    },
  }
}
