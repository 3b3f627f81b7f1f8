import type { Connection } from '../api/connection.ts'
import { wallTime } from '../lib/clock.ts'
import type { ListPage, SnapshotOfPage } from '../list/list-page.ts'
import { fleetState, isSearchable } from './fleet-state.ts'
import { fleetOf, type Fleet } from './fleet.ts'

type SnapshotPage<Row> = ListPage<Row> & { snapshot: SnapshotOfPage }

interface Found<Row> {
  rows: Row[]
  /** Number of matches on all pages. */
  total: number
}

/**
 * Reads one page of a list from the snapshot, with what `ask` gives beside the rows; starts reading
 * the snapshot if that was never done. `page` counts from 1.
 */
export async function snapshotPage<Row, Answer extends Found<Row>>(
  connection: Connection,
  { page, size }: { page: number; size: number },
  ask: (fleet: Fleet, range: { offset: number; limit: number }) => Promise<Answer>,
): Promise<SnapshotPage<Row> | (SnapshotPage<Row> & Answer)> {
  const fleet = fleetOf(connection)
  fleet.need()
  const range = { offset: (page - 1) * size, limit: size }
  // As it is before the answer, which must not claim more than what was searched.
  const state = fleetState.get()
  const { phase, asOf } = state
  if (!isSearchable(state)) {
    return {
      ...range,
      unreadable: 0,
      rows: [],
      total: undefined,
      hasNext: false,
      snapshot: { isWhole: false, readAt: 0, isAwaited: phase === 'reading' },
    }
  }
  const answer = await ask(fleet, range)
  return {
    ...range,
    unreadable: 0,
    ...answer,
    hasNext: range.offset + answer.rows.length < answer.total,
    snapshot: {
      isWhole: phase === 'complete' || phase === 'incomplete',
      readAt: asOf === 0 ? 0 : wallTime(asOf),
    },
  }
}
