import { useState } from 'react'
import { createStore } from '../lib/store.ts'
import { useStore } from '../lib/use-store.ts'
import { sessionPart, type Session } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'

/** How often a person asked for the newest rows. */
const revision = sessionPart(() => createStore(0))

/** Shows the newest rows in their newest order from the next render on. */
export function acceptLatest(session: Session): void {
  const turns = revision(session)
  turns.set(turns.get() + 1)
}

/** A row as it is known to be after actions; `undefined` when one removed it. */
type RowNow<Row> = (row: Row) => Row | undefined

/**
 * The rows to show for a page that is re-read: fields change in place, rows move with the list (`listKey`,
 * undefined while the page is of an earlier one) or after `acceptLatest`.
 */
export function useSteadyRows<Row extends { id: string }>(
  page: { rows: readonly Row[] } | undefined,
  listKey: string | undefined,
  rowNow?: RowNow<Row>,
) {
  const current = `${listKey}#${useStore(revision(useSession()))}`
  const [held, setHeld] = useState<{ of: string; rows: readonly Row[] }>()

  if (!page) return { rows: [], hasChanges: false }
  if (listKey === undefined) return { rows: held?.rows ?? page.rows, hasChanges: false }
  // Without a row on the screen none can move: a search opened before the snapshot fills by itself.
  const holdsRows = held?.of === current && (held.rows.length > 0 || page.rows.length === 0)
  if (!holdsRows) {
    // Setting state while rendering follows a changed input without an extra paint.
    setHeld({ of: current, rows: page.rows })
    return { rows: page.rows, hasChanges: false }
  }
  return steadyRows(held.rows, page.rows, rowNow)
}

/** Puts the newest fields into the rows shown; `hasChanges` when the list has other rows, or another order. */
export function steadyRows<Row extends { id: string }>(
  shown: readonly Row[],
  latest: readonly Row[],
  rowNow: RowNow<Row> = (row) => row,
) {
  const isSameList =
    shown.length === latest.length && shown.every(({ id }, place) => id === latest[place]?.id)
  if (isSameList) return { rows: latest, hasChanges: false }
  const byId = new Map(latest.map((row) => [row.id, row]))
  const rows = shown.map((row) => byId.get(row.id) ?? rowNow(row) ?? row)
  return { rows, hasChanges: true }
}
