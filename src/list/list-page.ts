/** One page of a list, as it can be shown. */
export interface ListPage<Row> {
  rows: Row[]
  /** Rows on all pages; `undefined` while nobody knows. */
  total: number | undefined
  /** 0-based position of the first row in the whole list. */
  offset: number
  /** The page size in force, which a server may have lowered. */
  limit: number
  hasNext: boolean
  /** Rows that were there but could not be read. */
  unreadable: number
  /** Set when only the first of too many rows were taken: `sent` for the `asked`. */
  oversized?: { sent: number; asked: number }
  /** Set when a snapshot in this browser answered instead of the server. */
  snapshot?: SnapshotOfPage
}

/** The snapshot that a page was read from. */
export interface SnapshotOfPage {
  /** False while it is still being read for the first time: more rows may come. */
  isWhole: boolean
  /** Milliseconds since the epoch; 0 before anything was read. */
  readAt: number
  /** True while it holds nothing yet. */
  isAwaited?: boolean
}
