import { fleetState, isSearchable } from '../fleet/fleet-state.ts'
import { needFleet, searchFleet } from '../fleet/fleet.ts'
import { parseQuery } from '../fleet/query.ts'
import type { ListParams } from './list-params.ts'
import type { ListPage } from './read-page.ts'

/** One page of what matches a search, answered by the copy of the whole fleet. */
export async function searchPage(params: ListParams, signal: AbortSignal): Promise<ListPage> {
  needFleet()
  const { q, sort, page, size } = params
  const offset = (page - 1) * size
  // As it is before the answer: what is told must not be more than what was searched.
  const state = fleetState.get()
  const { phase, asOf } = state
  const common = { offset, limit: size, unreadable: 0, sortRefused: false }
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
  const { devices, total } = await searchFleet({
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
    copy: { isWhole: phase === 'complete' || phase === 'incomplete', readAt: asOf },
  }
}
