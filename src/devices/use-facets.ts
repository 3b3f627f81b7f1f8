import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { searchFleet } from '../fleet/fleet.ts'
import { parseQuery } from '../fleet/query.ts'
import type { Facets } from '../fleet/requests.ts'
import { deviceQueries } from './queries.ts'

/** Counts for the menus, of what the search matches; reading the fleet starts with the first one opened. */
export function useFacets(q: string): Facets | undefined {
  return useQuery({
    queryKey: [...deviceQueries.facets, q],
    queryFn: async ({ signal }) =>
      (await searchFleet({ terms: parseQuery(q).terms, sort: [], offset: 0, limit: 0, signal }))
        .facets,
    placeholderData: keepPreviousData,
  }).data
}
