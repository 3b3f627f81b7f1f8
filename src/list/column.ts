import type { ReactNode } from 'react'

/** Layout of a column. */
export interface ColumnLayout {
  /** Its name in the header, on a phone's cards, and in the settings. */
  label: string
  /** Class that sets `--width`, in units of 4 px; columns share the rest of the room in proportion to it. */
  width: string
  /** Stays in sight when the table scrolls sideways. */
  pinned?: 'start' | 'end'
  /** Gives way where the table has less room than this. */
  hiddenBelow?: '56rem' | '76rem'
  /** Its cell names the row. */
  isRowHeader?: boolean
  /**
   * Place in a phone's card: in its first line, in its second, or not at all. Otherwise it has a line
   * of its own with its label.
   */
  card?: 'head' | 'detail' | 'hidden'
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

/** By width of the table's region, since a page may be narrower than the window. */
export const hiddenClass = { '56rem': 'sm:@max-[56rem]:hidden', '76rem': 'sm:@max-[76rem]:hidden' }
