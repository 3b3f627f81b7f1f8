import { wallTime } from '../lib/clock.ts'
import type { ListPage, SnapshotOfPage } from '../list/list-page.ts'
import type { Session } from '../session/open-session.ts'
import { coverageOf } from './coverage.ts'
import { fleetState, isSearchable } from './fleet-state.ts'
import { fleetOf, type Fleet } from './fleet.ts'

type SnapshotPage<Row> = ListPage<Row> & { snapshot: SnapshotOfPage }

/** Reads one page (from 1) of a list from the snapshot by `ask`; starts loading if needed. */
export async function snapshotPage<
  Row,
  Answer extends Pick<SnapshotPage<Row>, 'rows'> & { total: number },
>(
  session: Session,
  { page, size }: { page: number; size: number },
  ask: (fleet: Fleet, range: { offset: number; limit: number }) => Promise<Answer>,
): Promise<SnapshotPage<Row> | (SnapshotPage<Row> & Answer)> {
  const fleet = fleetOf(session)
  fleet.ensureLoaded()
  const range = { offset: (page - 1) * size, limit: size }
  // As it is before the answer, which must not claim more than what was searched.
  const state = fleetState(session).get()
  const { kind } = coverageOf(state)
  const snapshot = {
    isPartial: kind === 'partial',
    isComplete: kind === 'complete',
    readAt: state.asOf === 0 ? 0 : wallTime(state.asOf),
  }
  if (!isSearchable(state)) {
    return {
      ...range,
      unreadable: 0,
      rows: [],
      total: undefined,
      hasNext: false,
      snapshot: { ...snapshot, isPending: state.phase === 'loading' },
    }
  }
  const answer = await ask(fleet, range)
  return {
    ...range,
    unreadable: 0,
    ...answer,
    hasNext: range.offset + answer.rows.length < answer.total,
    snapshot,
  }
}
