import { createStore, type Store } from '../lib/store.ts'
import type { AnyRow } from './table-features.ts'

/** Rows selected for an action. Its value holds those that a person changed, by ID, across pages and searches. */
export interface Selection<Row extends AnyRow> extends Store<ReadonlyMap<string, Row>> {
  has(row: AnyRow): boolean
  select(rows: readonly Row[], isSelected: boolean): void
  /** Toggles a row; with `isRange`, all `rows` between it and the one toggled before (Shift-click). */
  toggle(row: Row, rows: readonly Row[], isRange: boolean): void
  update(change: (row: Row) => Row): void
  drop(ids: ReadonlySet<string>): void
  clear(): void
}

/** What a table needs of its selection, whatever its rows. */
export type RowSelection = Pick<
  Selection<AnyRow>,
  'get' | 'subscribe' | 'has' | 'select' | 'toggle'
>

/** Creates a selection in which every row starts as selected, or none. */
export function createSelection<Row extends AnyRow>(startsSelected = false): Selection<Row> {
  const changed = createStore<ReadonlyMap<string, Row>>(new Map())
  /** The other end of a Shift-click. */
  const anchor = createStore<string | undefined>(undefined)

  const has = ({ id }: AnyRow) => changed.get().has(id) !== startsSelected

  function select(rows: readonly Row[], isSelected: boolean): void {
    const next = new Map(changed.get())
    for (const row of rows) {
      if (isSelected === startsSelected) next.delete(row.id)
      else next.set(row.id, row)
    }
    changed.set(next)
  }

  return {
    ...changed,
    has,
    select,
    toggle(row, rows, isRange) {
      const isSelected = !has(row)
      const from = isRange ? rows.findIndex(({ id }) => id === anchor.get()) : -1
      const to = rows.findIndex(({ id }) => id === row.id)
      select(from < 0 ? [row] : rows.slice(Math.min(from, to), Math.max(from, to) + 1), isSelected)
      anchor.set(row.id)
    },
    update(change) {
      const next = [...changed.get()].map(([id, row]) => [id, change(row)] as const)
      if (next.some(([id, row]) => row !== changed.get().get(id))) changed.set(new Map(next))
    },
    drop(ids) {
      const left = [...changed.get()].filter(([id]) => !ids.has(id))
      if (left.length < changed.get().size) changed.set(new Map(left))
    },
    clear() {
      anchor.set(undefined)
      changed.set(new Map())
    },
  }
}
