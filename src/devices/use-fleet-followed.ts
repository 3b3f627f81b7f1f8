import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fleetState, isSearchable } from '../fleet/fleet-state.ts'
import { facetsKey } from '../search/use-facets.ts'
import { deviceQueries } from './queries.ts'
import { acceptLatest } from '../list/steady-rows.ts'

/** While the copy fills, it changes many times a second; asking it that often helps nobody. */
const followEveryMs = 400

/** Asks the copy of the fleet again whenever its contents changed. */
export function useFleetFollowed(): void {
  const queryClient = useQueryClient()
  useEffect(() => followFleet(queryClient), [queryClient])
}

function followFleet(queryClient: QueryClient): () => void {
  let followed = fleetState.get()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function follow() {
    timer = undefined
    const wasReading = followed.phase === 'empty' || followed.phase === 'reading'
    followed = fleetState.get()
    // A page read ahead from less of the fleet would be shown first, and then hold its rows.
    queryClient.removeQueries({ ...ofSearches, type: 'inactive' })
    await Promise.all([
      queryClient.invalidateQueries(ofSearches),
      queryClient.invalidateQueries({ queryKey: facetsKey }),
    ])
    // Rows are expected to come while the fleet is being read.
    if (wasReading) acceptLatest()
  }

  // What was read before anybody followed has to be asked for, too.
  if (followed.phase !== 'empty') timer = setTimeout(() => void follow())
  const stop = fleetState.subscribe(() => {
    const { revision, phase } = fleetState.get()
    if (revision === followed.revision && phase === followed.phase) return
    // What was asked before anything was there is answered at once.
    timer ??= setTimeout(() => void follow(), isSearchable(followed) ? followEveryMs : 0)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

const ofSearches = {
  queryKey: deviceQueries.lists,
  predicate: ({ queryKey }: { queryKey: QueryKey }) => deviceQueries.paramsIn(queryKey).q !== '',
}
