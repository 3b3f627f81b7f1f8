import type { Query } from '@tanstack/react-query'
import { acceptLatest } from '../list/steady-rows.ts'
import type { Session } from '../session/open-session.ts'
import { fleetState, isSearchable } from './fleet-state.ts'

/** The snapshot changes many times a second while it fills; queries are repeated less often. */
const followEveryMs = 400

const queries = { predicate: ({ meta }: Query) => meta?.['isOfSnapshot'] === true }

/** Repeats a session's queries of the snapshot whenever its contents change, until the returned function is called. */
export function followFleet(session: Session): () => void {
  const { queryClient } = session
  const state = fleetState(session)
  let followed = state.get()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function follow() {
    timer = undefined
    const wasLoading = followed.phase === 'empty' || followed.phase === 'loading'
    followed = state.get()
    // A page loaded ahead from less of the fleet would be shown first, and then hold its rows.
    queryClient.removeQueries({ ...queries, type: 'inactive' })
    // A first fetch under way is joined, not repeated, though it asked before this change.
    const isJoined = queryClient
      .getQueryCache()
      .findAll({ ...queries, fetchStatus: 'fetching' })
      .some((query) => query.state.data === undefined)
    await queryClient.invalidateQueries(queries)
    if (isJoined) await queryClient.invalidateQueries(queries)
    // Rows are expected to come while devices load.
    if (wasLoading) acceptLatest(session)
  }

  const stop = state.subscribe(() => {
    const { revision, phase } = state.get()
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
