import type { QueryKey, QueryOptions } from '@tanstack/react-query'
import type { Session } from '../session/open-session.ts'
import type { ListParams } from './list-address.ts'
import type { ListPage } from './list-page.ts'
import { listQuery } from './source/list-query.ts'
import type { ListRow, ListSource } from './source/list-source.ts'

/** The query of one page of a list. */
export type PageQuery<Page> = QueryOptions<Page> & { queryKey: QueryKey }

/** A copy of all rows in this browser. */
interface Snapshot<Field extends string, Page> {
  query: (session: Session, params: ListParams<Field>) => PageQuery<Page>
  /** Reads it again, before a person's refresh. */
  refresh: (session: Session) => Promise<void>
}

/** Where a list has its pages from: the API, and for a search, or without a list of the API, a snapshot. */
export type ListPages<Row extends ListRow<Field>, Field extends string, Page> =
  | { source: ListSource<Field, Row>; snapshot?: Snapshot<Field, Page> }
  | { source?: undefined; snapshot: Snapshot<Field, Page> }

/** The query of the page that an address asks for. */
export function pageQuery<
  Row extends ListRow<Field>,
  Field extends string,
  Page extends ListPage<Row>,
>(
  { source, snapshot }: ListPages<Row, Field, Page>,
  session: Session,
  params: ListParams<Field>,
): PageQuery<Page> {
  if (!source) return snapshot.query(session, params)
  if (snapshot && params.q !== '') return snapshot.query(session, params)
  const query: unknown = listQuery(session, source, params)
  // All that the pages of one list have beyond those of others is optional, and a snapshot's.
  return query as PageQuery<Page>
}
