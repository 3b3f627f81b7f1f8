import type { ReactNode } from 'react'

/** Layout of a column. */
export interface ColumnLayout {
  /** Its name in the header, on a phone's cards, and in the settings. */
  label: string
  /** Width class of the header cell; the layout is fixed, so a new page never moves a column. */
  width: string
  /** Stays in sight when the table scrolls sideways. */
  pinned?: 'start' | 'end'
  /** Its cell names the row. */
  isRowHeader?: boolean
  /** Stands in the first line of a card, without a label. */
  isCardHead?: boolean
  /** The label is for screen readers only. */
  isBare?: boolean
}

/** A column of a list. A list is sorted by a column when its ID is one of the list's sort fields. */
export interface Column<Row> extends ColumnLayout {
  id: string
  /** `rows` gives the rows on the screen, in their order. */
  cell: (row: Row, rows: () => readonly Row[]) => ReactNode
  /** Stands in the header in place of the label. */
  header?: (rows: readonly Row[]) => ReactNode
}
