import { queryOptions } from '@tanstack/react-query'
import { fleetState } from '../fleet/fleet-state.ts'
import { ofSnapshot } from '../fleet/load-fleet.ts'
import { parsePeopleSearch } from '../fleet/people-search.ts'
import { smallFleet } from '../fleet/use-fleet.ts'
import { snapshotPage } from '../fleet/snapshot-page.ts'
import { serverNow } from '../lib/clock.ts'
import type { Session } from '../session/open-session.ts'
import type { PeopleListPage, PeopleListParams } from './people-list.ts'

/** Reads one page of people from the snapshot of all devices. */
export function peopleQuery(session: Session, params: PeopleListParams, deviceLimit: number) {
  const { q, sort } = params
  return queryOptions<PeopleListPage>({
    queryKey: ['people', params, deviceLimit],
    meta: ofSnapshot,
    queryFn: async ({ signal }) =>
      withoutMovingRows(
        session,
        q,
        await snapshotPage(session, params, async (fleet, range) => {
          const search = parsePeopleSearch(q)
          const query = { ...range, ...search, sort, deviceLimit, now: serverNow() }
          const { people, ...rest } = await fleet.ask('people', [query], signal)
          return { rows: people, ...rest }
        }),
      ),
  })
}

/** While few devices load, each page of them would put the people of the whole list in another order. */
function withoutMovingRows(session: Session, q: string, page: PeopleListPage): PeopleListPage {
  const { phase, total = Infinity } = fleetState(session).get()
  const { snapshot } = page
  const isMoving = q === '' && phase === 'loading' && total <= smallFleet && snapshot?.isPartial
  // Without rows none is held in its place, so the whole list is no change of this one.
  return isMoving ? { ...page, rows: [], snapshot: { ...snapshot, isPending: true } } : page
}
