import { pageSizeOf, type PageAnswer } from '../../api/page-answer.ts'

type Read<Row> = (limit: number, offset: number) => Promise<PageAnswer<Row>>

interface Place {
  /** 1-based. */
  page: number
  /** Number of rows to ask for. */
  size: number
  /** The server's page size for that, if it is known. */
  known?: number | undefined
}

/**
 * Settles the page size and the end of the list where `answer`, in the known page size or in `size`,
 * leaves them open.
 */
export async function settlePage<Row extends { id: string }>(
  answer: PageAnswer<Row>,
  { page, size, known }: Place,
  read: Read<Row>,
): Promise<{ answer: PageAnswer<Row>; pageSize: number }> {
  if (page === 1) {
    const first = answer.isEndUnknown ? await findEnd(answer, read) : answer
    return { answer: first, pageSize: pageSizeOf(first) }
  }
  const pageSize =
    known ?? (answer.received < size ? await firstPageSize(size, read) : pageSizeOf(answer))
  const isInPlace = answer.offset === (page - 1) * pageSize
  const begun = isInPlace ? answer : await read(pageSize, (page - 1) * pageSize)
  const whole = await fill(begun, pageSize, read)
  return { answer: whole.isEndUnknown ? await findEnd(whole, read) : whole, pageSize }
}

async function firstPageSize<Row extends { id: string }>(
  size: number,
  read: Read<Row>,
): Promise<number> {
  const first = await settlePage(await read(size, 0), { page: 1, size }, read)
  return first.pageSize
}

/** Reads the rows that a short page lacks, as from a server that gives as many as fit. */
async function fill<Row extends { id: string }>(
  page: PageAnswer<Row>,
  pageSize: number,
  read: Read<Row>,
): Promise<PageAnswer<Row>> {
  let whole = page
  while (whole.received < pageSize && whole.received > 0 && (whole.hasNext || whole.isEndUnknown)) {
    // Each page begins where the one before ends.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const next = await read(pageSize - whole.received, endOf(whole))
    if (next.received === 0) return atEnd(whole)
    const more = newOn(next, whole)
    // The server left rows out of the page, and its next one begins where it would have ended.
    if (more.length === 0 && next.unreadable === 0) return whole
    whole = {
      ...next,
      rows: [...whole.rows, ...more],
      received: whole.received + next.received,
      offset: whole.offset,
      limit: whole.limit,
      unreadable: whole.unreadable + next.unreadable,
    }
  }
  return whole
}

/** Looks for the end of the list on the next page: rows that it doesn't repeat are more rows. */
async function findEnd<Row extends { id: string }>(
  page: PageAnswer<Row>,
  read: Read<Row>,
): Promise<PageAnswer<Row>> {
  const next = await read(page.limit, endOf(page))
  const hasNext = next.unreadable > 0 || newOn(next, page).length > 0
  return hasNext ? { ...page, hasNext } : atEnd(page)
}

function atEnd<Row>(page: PageAnswer<Row>): PageAnswer<Row> {
  return { ...page, hasNext: false, isEndUnknown: false, total: endOf(page) }
}

function newOn<Row extends { id: string }>(next: PageAnswer<Row>, { rows }: PageAnswer<Row>) {
  const ids = new Set(rows.map(({ id }) => id))
  return next.rows.filter(({ id }) => !ids.has(id))
}

function endOf({ offset, received }: PageAnswer<unknown>): number {
  return offset + received
}
