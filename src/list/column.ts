/** Layout of a column; its label is its `header`. */
export interface ColumnLayout {
  /** Class that sets `--width`, in units of 4 px; columns share the rest of the room in proportion to it. */
  width: string
  /** Stays in sight when the table scrolls sideways. */
  pinned?: 'start' | 'end'
  /** Gives way in a table with little room. */
  needsRoom?: boolean
  /** Its cell names the row. */
  isRowHeader?: boolean
  /**
   * Place in a phone's card: in its first line, in its second, alone in its last, or not at all. Otherwise it has a line
   * of its own with its label.
   */
  card?: 'head' | 'detail' | 'foot' | 'hidden'
  /** The label is for screen readers only. */
  isBare?: boolean
}

/** Of a column that says nothing of it. */
export const noLayout: ColumnLayout = { width: '' }
