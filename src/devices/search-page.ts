import { fleetState, isSearchable } from '../fleet/fleet-state.ts'
import type { Connection } from '../api/connection.ts'
import { fleetOf } from '../fleet/fleet.ts'
import { wallTime } from '../lib/clock.ts'
import { parseQuery } from '../fleet/query.ts'
import type { DeviceListParams } from './device-list.ts'
import type { PageOfDevices } from './read-page.ts'

/** Reads one page of a search from the snapshot of the whole fleet. */
export async function searchPage(
  connection: Connection,
  params: DeviceListParams,
  signal: AbortSignal,
): Promise<PageOfDevices> {
  const fleet = fleetOf(connection)
  fleet.need()
  const { q, sort, page, size } = params
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
  const { devices, total, facets } = await fleet.search({
    terms: parseQuery(q).terms,
    sort,
    offset,
    limit: size,
    signal,
  })
  return {
    ...common,
    rows: devices,
    total,
    facets,
    hasNext: offset + devices.length < total,
    snapshot: {
      isWhole: phase === 'complete' || phase === 'incomplete',
      readAt: asOf === 0 ? 0 : wallTime(asOf),
    },
  }
}
