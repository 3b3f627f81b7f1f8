export interface PageAnswer<Row> {
  rows: Row[]
  /** Number of rows that came, including unreadable and repeated ones. */
  received: number
  /** Number of rows on all pages; `undefined` when the answer gives no plausible one. */
  total: number | undefined
  /** The total as the answer states it. */
  statedTotal: number | undefined
  /** 0-based position of the first row in the whole list. */
  offset: number
  limit: number
  hasNext: boolean
  /** The answer contradicts itself about the end of the list, or leaves it open; the next page decides. */
  isEndUnknown: boolean
  unreadable: number
  /** Set when rows were dropped because the answer had too many: `sent` instead of `asked`. */
  oversized?: { sent: number; asked: number }
  /** True when the API refused the sort; the rows are then in its own order. */
  sortRefused?: boolean
}

/** Maximum page size to ask for: the API's own is undocumented, and 100 is that of its list of users. */
export const maxPageSize = 100
/** More rows in one answer would freeze the page. */
const maxRowsTaken = 1_000

/**
 * Parses a page leniently, row by row; `undefined` when the value is not a page.
 * Rows repeated within the page are dropped, since ties have no stable order. So are rows
 * after the first 1,000; the page size is then 1,000, so that the next page starts there.
 * `asked` completes what the answer lacks.
 */
export function parsePageAnswer<Row extends { id: string }>(
  value: unknown,
  asked: { offset: number; limit: number },
  parseRow: (value: unknown) => Row | undefined,
): PageAnswer<Row> | undefined {
  const answer = (value ?? {}) as Record<string, unknown>
  // The `limit` isn't read: servers repeat what was asked for, or give text, 0 or nothing.
  const stated = isCount(answer['total']) ? answer['total'] : undefined
  // A server in Go sends null for a list without rows.
  const isEmpty = stated === undefined ? answer['hasNext'] === false : stated <= asked.offset
  const sent = answer['data'] ?? (isEmpty ? [] : undefined)
  if (!Array.isArray(sent)) return undefined
  const data = sent.slice(0, maxRowsTaken)
  const oversized = sent.length > data.length && { sent: sent.length, asked: asked.limit }
  const hasNext = oversized
    ? true
    : typeof answer['hasNext'] === 'boolean'
      ? answer['hasNext']
      : undefined

  const byId = new Map<string, Row>()
  let unreadable = 0
  for (const item of data) {
    const row = parseRow(item)
    if (!row) unreadable += 1
    else if (!byId.has(row.id)) byId.set(row.id, row)
  }

  const seen = asked.offset + data.length
  const disagree =
    stated !== undefined && hasNext !== undefined && data.length > 0 && hasNext !== seen < stated
  // A total that contradicts the rows or `hasNext` counts as unknown.
  const isWrong = disagree || (stated !== undefined && data.length > 0 && stated < seen)
  const total = isWrong ? undefined : stated
  // A server may return fewer rows than requested, so a short page alone is not the end.
  const isEndUnknown = isWrong || (total === undefined && hasNext === undefined && data.length > 0)
  return {
    rows: [...byId.values()],
    received: data.length,
    total,
    statedTotal: stated,
    offset: asked.offset,
    limit: asked.limit,
    hasNext:
      data.length > 0 &&
      (total === undefined ? disagree || (hasNext ?? data.length >= asked.limit) : seen < total),
    isEndUnknown,
    unreadable,
    ...(oversized && { oversized }),
  }
}

/** The page size that a page shows: fewer rows than asked for, with more to come, are the server's own. */
export function pageSizeOf({
  received,
  limit,
  hasNext,
}: Pick<PageAnswer<unknown>, 'received' | 'limit' | 'hasNext'>): number {
  return hasNext ? received : Math.max(limit, received)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
