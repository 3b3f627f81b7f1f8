import { pageSizeOf, type PageAnswer } from '../../api/page-answer.ts'
import type { SortBy } from '../../api/sort.ts'
import { createChunk } from '../../lib/chunk.ts'
import type { Session } from '../../session/open-session.ts'
import { listFacts } from './list-facts.ts'
import { listRows } from './list-rows.ts'
import type { ListRow, ListSource } from './list-source.ts'

const settlePageChunk = createChunk('page', () => import('./settle-page.ts'))

/** A page by its number in pages of `size` rows. */
export interface NumberedPage<Field extends string> {
  sort: readonly SortBy<Field>[]
  /** 1-based. */
  page: number
  size: number
}

/**
 * Reads page n in the page size that the server really uses, its `limit`: in another one, page n would
 * skip or repeat devices. Throws `ApiError`.
 */
export async function readPage<Field extends string, Row extends ListRow<Field>>(
  session: Session,
  source: ListSource<Field, Row>,
  { sort, page, size }: NumberedPage<Field>,
  signal?: AbortSignal,
): Promise<PageAnswer<Row>> {
  const { pageSizes } = listFacts(session, source.path)
  const read = (limit: number, offset: number) =>
    listRows(session, source, { sort, limit, offset }, signal)
  // The first page shows the page size anew each time.
  const known = page === 1 ? undefined : pageSizes.get(size)
  const asked = known ?? size
  let answer = await read(asked, (page - 1) * asked)
  let pageSize = page === 1 ? pageSizeOf(answer) : asked
  // A full page, the first one, and a last one in a known page size need no second look.
  const isPlain =
    answer.received === asked || page === 1 || (known !== undefined && !answer.hasNext)
  if (!isPlain || answer.isEndUnknown) {
    const { settlePage } = await settlePageChunk.load()
    const settled = await settlePage(answer, { page, size, known }, read)
    answer = settled.answer
    pageSize = settled.pageSize
  }
  // A first page that is the last one, too, shows no page size.
  if (page > 1 || answer.hasNext) pageSizes.set(size, pageSize)
  return { ...answer, limit: pageSize }
}
