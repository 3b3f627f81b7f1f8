import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { fleetOf } from '../fleet/fleet.ts'
import { parseQuery } from '../fleet/query.ts'
import type { Facets } from '../fleet/requests.ts'
import { useConnection } from '../session/use-connection.ts'
import { deviceQueries } from './queries.ts'

/** Counts for the menus, of what the search matches; reading the fleet starts with the first one opened. */
export function useFacets(q: string): Facets | undefined {
  const connection = useConnection()
  return useQuery({
    queryKey: [...deviceQueries.facets, q],
    queryFn: async ({ signal }) => {
      const { terms } = parseQuery(q)
      const nothing = { sort: [], offset: 0, limit: 0 }
      return (await fleetOf(connection).search({ terms, ...nothing, signal })).facets
    },
    placeholderData: keepPreviousData,
  }).data
}
