import {
  assignPrototypeAPIs,
  assignTableAPIs,
  createColumnHelper,
  tableFeatures,
  type Header,
  type ReactTable,
  type Row,
  type TableFeature,
  type TableOptions,
} from '@tanstack/react-table'
import {
  column_getIsSorted,
  column_getIsVisible,
  column_getNextSortingOrder,
  column_getSortIndex,
  column_getToggleSortingHandler,
  table_getVisibleLeafColumns,
} from '@tanstack/react-table/static-functions'
import type { RowMatch } from './list-page.ts'
import type { RowSelection } from './selection.ts'

/** Layout of a column; its label is its `header`. */
export interface ColumnLayout {
  /** Class that sets `--width`, in units of 4 px; columns share the rest of the room in proportion to it. */
  width: string
  /** Stays in sight when the table scrolls sideways. */
  pinned?: 'start' | 'end'
  /** Gives way in a table with little room. */
  needsRoom?: boolean
  isRowHeader?: boolean
  /** Its place in a phone's card; without one it is a line with its label. */
  card?: 'card-head' | 'card-detail' | 'card-end' | 'card-foot' | 'card-hidden' | undefined
  /** The label is for screen readers only. */
  isBare?: boolean
}

/** Of a column that says nothing of it. */
export const noLayout: ColumnLayout = { width: '' }

/** A row of any list. */
export interface AnyRow {
  id: string
}

/** What the cells of one table share. */
export interface TableMeta {
  /** The rows selected in it, in a list with checkboxes. */
  selection?: RowSelection | undefined
  /** Label of the box that selects all, and the rows it selects: those shown without it. */
  all?: { label: string; rows: readonly AnyRow[] } | undefined
  /** Names a row: "Select lost-laptop-01". */
  nameOf?(row: AnyRow): string
  disabledReason?(row: AnyRow): string | undefined
  noteOn?(row: AnyRow): string | undefined
  /** What a search found in the texts of a row. */
  marksOn?(row: AnyRow): RowMatch['marks'] | undefined
  /** True for a row that was removed and still holds its place. */
  isRemoved?(row: AnyRow): boolean
}

// The library's own functions, but only those that are called: its stock features cost 1.2 KB more of the first load.

const rowSortingFeature: TableFeature = {
  getInitialState: (initial) => ({ sorting: [], ...initial }),
  getDefaultTableOptions: () => ({
    isMultiSortEvent: (event: unknown) => (event as MouseEvent).shiftKey,
  }),
  assignColumnPrototype(prototype, table) {
    assignPrototypeAPIs('rowSortingFeature', prototype, table, {
      column_getIsSorted: { fn: column_getIsSorted },
      column_getSortIndex: { fn: column_getSortIndex },
      column_getNextSortingOrder: { fn: column_getNextSortingOrder },
      column_getToggleSortingHandler: { fn: column_getToggleSortingHandler },
    })
  },
}

const columnVisibilityFeature: TableFeature = {
  getInitialState: (initial) => ({ columnVisibility: {}, ...initial }),
  assignColumnPrototype(prototype, table) {
    assignPrototypeAPIs('columnVisibilityFeature', prototype, table, {
      column_getIsVisible: { fn: column_getIsVisible },
    })
  },
  constructTableAPIs(table) {
    assignTableAPIs('columnVisibilityFeature', table, {
      table_getVisibleLeafColumns: { fn: () => table_getVisibleLeafColumns(table) },
    })
  },
}

const noMeta: TableMeta = {}

/**
 * The parts of TanStack Table in use. Selection isn't: it holds IDs without their rows, and a click with
 * 100,000 selected takes 390 ms in it against 125 ms in a `Map` of them (`selection.ts`). Nor is
 * pagination: pages are links, and it would cost 0.6 KB of the first load for one division.
 */
export const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  columnMeta: {} as ColumnLayout,
  tableMeta: noMeta,
})

type Features = typeof features
export type ListTable<R extends AnyRow> = ReactTable<Features, R>
export type ListHeader<R extends AnyRow> = Header<Features, R>
export type TableRow<R extends AnyRow> = Row<Features, R>
export type ListTableOptions<R extends AnyRow> = TableOptions<Features, R>
/** The definitions of the columns of a list, in their order. */
export type ListColumns<R extends AnyRow> = ListTableOptions<R>['columns']

/** Creates the helper that defines the columns of one kind of row. */
export function columnsOf<R extends AnyRow>() {
  return createColumnHelper<Features, R>()
}
