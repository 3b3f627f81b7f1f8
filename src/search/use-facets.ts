import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { fleetOf } from '../fleet/fleet.ts'
import { fleetState, isSearchable } from '../fleet/fleet-state.ts'
import { parseQuery } from '../fleet/query.ts'
import type { Facets } from '../fleet/requests.ts'
import { useConnection } from '../session/use-connection.ts'

/** Key of all facets, which change with the snapshot. */
export const facetsKey = ['facets'] as const

/** Counts for the menus. */
export interface MenuFacets extends Facets {
  /** They were made while the fleet was read for the first time, so they are going to grow. */
  isSoFar: boolean
}

/**
 * Counts for the menus, of what the search matches; `undefined` while there is nothing to count.
 * Reading the fleet starts with the first menu opened.
 */
export function useFacets(q: string): MenuFacets | undefined {
  const connection = useConnection()
  const { data } = useQuery({
    queryKey: [...facetsKey, q],
    queryFn: async ({ signal }): Promise<MenuFacets | null> => {
      const fleet = fleetOf(connection)
      fleet.need()
      const state = fleetState.get()
      if (!isSearchable(state)) return null
      const terms = parseQuery(q).terms
      const { facets } = await fleet.search({ terms, sort: [], offset: 0, limit: 0, signal })
      return { ...facets, isSoFar: state.asOf === 0 && state.phase === 'reading' }
    },
    placeholderData: keepPreviousData,
  })
  return data ?? undefined
}
