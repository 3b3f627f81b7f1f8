import {
  rowSortingFeature,
  tableFeatures,
  type ReactTable,
  type Row,
  type RowData,
} from '@tanstack/react-table'

/** How a column is laid out; the table knows nothing else of it. */
export interface ColumnLayout {
  /** Its name in the header, in the cards of a phone, and in the column chooser. */
  label: string
  /** Width classes of the header cell (the layout is fixed, so a new page never moves a column). */
  width: string
  /** Stays in sight when the table is wider than its room. */
  pinned?: 'start' | 'end'
  /** Its cell names the row. */
  isRowHeader?: boolean
  /** In a card it stands in the first line, without a label. */
  isCardHead?: boolean
  /** The column defines what stands in its header. */
  hasOwnHeader?: boolean
  /** The header is for screen readers alone, and a card shows the cell without a label. */
  isBare?: boolean
}

/** What our tables use of TanStack Table; sorting and paging are done by whoever supplies the rows. */
export const features = tableFeatures({
  rowSortingFeature,
  columnMeta: {} as ColumnLayout,
})

export type TableOf<Data extends RowData> = ReactTable<typeof features, Data>
export type RowOf<Data extends RowData> = Row<typeof features, Data>
