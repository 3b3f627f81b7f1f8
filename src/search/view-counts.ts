import { fleetState, isFirstReading, isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { parseQuery } from '../query/query.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useStore } from '../lib/use-store.ts'
import { builtInViews } from './edit-views.ts'
import { allView, savedViews, searchOf, type SavedView } from './saved-views.ts'

type CountsBySearch = ReadonlyMap<string, number>

/** Counts the devices of each view with the search that its list makes. */
export async function countViews(
  fleet: Pick<Fleet, 'count'>,
  views: readonly SavedView[],
  signal?: AbortSignal,
): Promise<CountsBySearch> {
  const searches = [...new Set(views.map(searchOf))]
  const counts = await fleet.count(
    searches.map((q) => parseQuery(q).terms),
    signal,
  )
  return new Map(searches.map((q, position) => [q, counts[position] ?? 0]))
}

/** Returns the function that gives a view's count once the devices have been read; reads nothing by itself. */
export function useViewCounts(): (view: SavedView) => number | undefined {
  const fleet = useStore(fleetState)
  const views = [allView, ...builtInViews, ...useStore(savedViews)]
  const { data, isStale } = useFleetAnswer(['views', views.map(searchOf)], (source, signal) =>
    countViews(source, views, signal),
  )
  return (view) => countOfView(view, isStale ? undefined : data, fleet)
}

/** Returns the count of a view's list; undefined while the snapshot can't give exactly that. */
export function countOfView(
  view: SavedView,
  counts: CountsBySearch | undefined,
  fleet: FleetState,
): number | undefined {
  if (!isSearchable(fleet) || isFirstReading(fleet) || fleet.phase === 'failed') return undefined
  const q = searchOf(view)
  // The API answers for the whole list, and it may know devices that an incomplete snapshot lacks.
  if (q === '' && fleet.phase !== 'complete') return undefined
  return counts?.get(q)
}
