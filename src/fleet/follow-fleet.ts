import type { Query, QueryClient } from '@tanstack/react-query'
import { acceptLatest } from '../list/steady-rows.ts'
import { fleetState, isSearchable } from './fleet-state.ts'

/** The snapshot changes many times a second while it fills; queries are repeated less often. */
const followEveryMs = 400

const queries = { predicate: ({ meta }: Query) => meta?.['isOfSnapshot'] === true }

const following = new WeakMap<QueryClient, { count: number; stop: () => void }>()

/** Repeats a cache's queries of the snapshot whenever its contents change, until the returned function is called. */
export function followFleet(queryClient: QueryClient): () => void {
  const shared = following.get(queryClient) ?? { count: 0, stop: start(queryClient) }
  shared.count += 1
  following.set(queryClient, shared)
  return () => {
    shared.count -= 1
    if (shared.count > 0) return
    shared.stop()
    following.delete(queryClient)
  }
}

function start(queryClient: QueryClient): () => void {
  let followed = fleetState.get()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function follow() {
    timer = undefined
    const wasLoading = followed.phase === 'empty' || followed.phase === 'loading'
    followed = fleetState.get()
    // A page loaded ahead from less of the fleet would be shown first, and then hold its rows.
    queryClient.removeQueries({ ...queries, type: 'inactive' })
    // A first fetch under way is joined, not repeated, though it asked before this change.
    const isJoined = queryClient
      .getQueryCache()
      .findAll({ ...queries, fetchStatus: 'fetching' })
      .some(({ state }) => state.data === undefined)
    await queryClient.invalidateQueries(queries)
    if (isJoined) await queryClient.invalidateQueries(queries)
    // Rows are expected to come while devices load.
    if (wasLoading) acceptLatest()
  }

  // Queries answered before anything followed are repeated, too.
  if (followed.phase !== 'empty') timer = setTimeout(() => void follow())
  const stop = fleetState.subscribe(() => {
    const { revision, phase } = fleetState.get()
    if (revision === followed.revision && phase === followed.phase) return
    // The first contents are shown at once, and so are the last ones.
    const isUrgent = !isSearchable(followed) || phase !== followed.phase
    if (isUrgent) clearTimeout(timer)
    if (isUrgent || timer === undefined) {
      timer = setTimeout(() => void follow(), isUrgent ? 0 : followEveryMs)
    }
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}
