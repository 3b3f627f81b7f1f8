import type { Pieces } from './marked.tsx'

/** Why a search found a row. */
export interface RowMatch {
  /** Names the fields with a word that the row doesn't show. */
  note?: string
  /** Texts of the row with what was found in them, by the ID of their column. */
  marks: Readonly<Record<string, Pieces | undefined>>
}

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
  /** True when the API refused the sort; the rows are then in its own order. */
  sortRefused?: boolean
  /** Set when only the first of too many rows were taken: `sent` for the `asked`. */
  oversized?: { sent: number; asked: number }
  /** Why a search found the rows, by ID. */
  matches?: readonly (readonly [string, RowMatch])[]
  /** Rows that were on the page before, by ID, and those of them that still exist, as they are now. */
  left?: { ids: readonly string[]; rows: readonly Row[] }
  /** Set when a snapshot in this browser answered instead of the server. */
  snapshot?: SnapshotOfPage
}

/** The snapshot that a page was read from. */
export interface SnapshotOfPage {
  /** True while rows are missing that may still be loaded: counts are those so far. */
  isPartial: boolean
  /** True when no row can be missing: no row found means that there is none. */
  isComplete: boolean
  /** Milliseconds since the epoch; 0 before everything was loaded once. */
  readAt: number
  /** True while it holds nothing yet. */
  isPending?: boolean
}
