import { queryOptions } from '@tanstack/react-query'
import type { PageAnswer } from '../../api/page-answer.ts'
import type { Session } from '../../session/open-session.ts'
import type { ListRow, ListSource } from './list-source.ts'
import { readPage, type NumberedPage } from './read-page.ts'

/** The beginning of the keys of all pages of the API's list at a path. */
export const listKey = (path: string) => [path, 'page', 'list'] as const

/** Reads one page of a list from the API by what that knows: it has no search, and sorts by fewer fields. */
export function listQuery<Field extends string, Row extends ListRow<Field>>(
  session: Session,
  source: ListSource<Field, Row>,
  { sort, page, size }: NumberedPage<Field>,
) {
  const params = { sort: sort.filter(({ field }) => source.sortFields.includes(field)), page, size }
  return queryOptions<PageAnswer<Row>>({
    queryKey: [...listKey(source.path), params],
    queryFn: async ({ signal }) =>
      withLatest(session, source, await readPage(session, source, params, signal)),
  })
}

/** Shows what actions did since a page was requested; its total falls by the rows removed. */
export function withLatest<Row, Page extends { rows: Row[]; total: number | undefined }>(
  session: Session,
  { rowNow }: { rowNow?: (session: Session, row: Row) => Row | undefined },
  page: Page,
): Page {
  if (!rowNow) return page
  const rows = page.rows.flatMap((row) => rowNow(session, row) ?? [])
  const fewer = page.rows.length - rows.length
  return { ...page, rows, total: page.total === undefined ? undefined : page.total - fewer }
}
