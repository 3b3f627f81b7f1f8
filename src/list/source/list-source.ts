import type { PageAnswer } from '../../api/page-answer.ts'
import type { SortBy, SortFormat } from '../../api/sort.ts'
import type { Session } from '../../session/open-session.ts'

/** How a server may order the values of a field; a `choice` by its meaning, so that only grouping shows. */
export type ValueKind = 'text' | 'version' | 'time' | 'choice'

/** A row that may be sorted by these of its fields. */
export type ListRow<Field extends string> = { id: string } & { readonly [F in Field]?: unknown }

/** A list of the API, read page by page with the documented parameters. */
export interface ListSource<Field extends string, Row extends ListRow<Field>> {
  /** Below the API's address: `/tenants/things`. */
  path: string
  /** Reads a row, requested at `readAt` (steady ms); `undefined` without a usable ID. */
  parseRow: (value: unknown, readAt: number) => Row | undefined
  /** The fields that the API sorts by. */
  sortFields: readonly Field[]
  sortKind(field: Field): ValueKind
  /** For a list of what actions change: gives a row as it is after them, `undefined` when one removed it. */
  rowNow?: (session: Session, row: Row) => Row | undefined
}

export interface ListRequest<Field extends string = string> {
  sort: readonly SortBy<Field>[]
  /** Number of rows, at most `maxPageSize`. */
  limit: number
  /** 0-based position of the first row. */
  offset: number
}

/** Sends one list request in this spelling of the sort. Throws `ApiError`. */
export type Send<Field extends string, Row> = (
  request: ListRequest<Field>,
  format: SortFormat,
  signal?: AbortSignal,
) => Promise<PageAnswer<Row>>
