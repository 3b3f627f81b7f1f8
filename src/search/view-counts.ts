import type { Coverage } from '../fleet/coverage.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useStore } from '../lib/use-store.ts'
import { allView, builtInViews, savedViews, searchOf, type SavedView } from './saved-views.ts'

type CountsBySearch = ReadonlyMap<string, number>

/** Counts the devices that each search finds. */
export async function countSearches(
  fleet: Pick<Fleet, 'ask'>,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<CountsBySearch> {
  const searches = [...new Set(texts)]
  const counts = await fleet.ask('count', [searches], signal)
  return new Map(searches.map((q, position) => [q, counts[position] ?? 0]))
}

/** The counts of searches, once all devices are loaded; loads nothing by itself. */
export function useSearchCounts(searches: readonly string[]) {
  const { data, coverage, isStale } = useFleetQuery(['counts', searches], (fleet, signal) =>
    countSearches(fleet, searches, signal),
  )
  return { counts: isStale ? undefined : data, coverage }
}

/** Returns the function that gives a view's count once all devices are loaded. */
export function useViewCounts(): (view: SavedView) => number | undefined {
  const views = [allView, ...builtInViews, ...useStore(savedViews)]
  const { counts, coverage } = useSearchCounts(views.map(searchOf))
  return (view) => countOfView(view, counts, coverage)
}

/** Returns the count of a view's list; undefined while the snapshot can't give exactly that. */
export function countOfView(
  view: SavedView,
  counts: CountsBySearch | undefined,
  coverage: Coverage,
): number | undefined {
  if (coverage.kind === 'partial') return undefined
  const q = searchOf(view)
  // The API answers for the whole list, and it may know devices that an incomplete snapshot lacks.
  if (q === '' && coverage.kind !== 'complete') return undefined
  return counts?.get(q)
}
