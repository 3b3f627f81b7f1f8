import { pageSizeOf, type PageAnswer } from '../../api/page-answer.ts'

interface Place {
  /** 1-based. */
  page: number
  size: number
  /** The server's page size for that, if it is known. */
  known?: number | undefined
}

/** Settles the page size and the end of the list where `answer` leaves them open. */
export async function settlePage<Row extends { id: string }>(
  answer: PageAnswer<Row>,
  { page, size, known }: Place,
  read: (limit: number, offset: number) => Promise<PageAnswer<Row>>,
): Promise<{ answer: PageAnswer<Row>; pageSize: number }> {
  type Page = PageAnswer<Row>
  if (page === 1) {
    const first = await withEnd(answer)
    return { answer: first, pageSize: pageSizeOf(first) }
  }
  const pageSize = known ?? (answer.received < size ? await firstPageSize() : pageSizeOf(answer))
  const isInPlace = answer.offset === (page - 1) * pageSize
  const begun = isInPlace ? answer : await read(pageSize, (page - 1) * pageSize)
  return { answer: await withEnd(await fill(begun, pageSize)), pageSize }

  async function firstPageSize(): Promise<number> {
    const first = await settlePage(await read(size, 0), { page: 1, size }, read)
    return first.pageSize
  }

  /** Reads the rows that a short page lacks, as from a server that gives as many as fit. */
  async function fill(whole: Page, length: number): Promise<Page> {
    const isShort = whole.received > 0 && whole.received < length
    if (!isShort || !(whole.hasNext || whole.isEndUnknown)) return whole
    // Begins where the page ends.
    const next = await read(length - whole.received, endOf(whole))
    if (next.received === 0) return atEnd(whole)
    const more = newOn(next, whole)
    // The server left rows out of the page, and its next one begins where it would have ended.
    if (more.length === 0 && next.unreadable === 0) return whole
    const { offset, limit } = whole
    const longer = {
      ...next,
      rows: [...whole.rows, ...more],
      received: whole.received + next.received,
      unreadable: whole.unreadable + next.unreadable,
    }
    return fill({ ...longer, offset, limit }, length)
  }

  /** Looks for the end of the list on the next page: rows that it doesn't repeat are more rows. */
  async function withEnd(whole: Page): Promise<Page> {
    if (!whole.isEndUnknown) return whole
    const next = await read(whole.limit, endOf(whole))
    const hasNext = next.unreadable > 0 || newOn(next, whole).length > 0
    return hasNext ? { ...whole, hasNext } : atEnd(whole)
  }
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
