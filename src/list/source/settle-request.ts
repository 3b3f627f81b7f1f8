import { ApiError, isBadRequest } from '../../api/errors.ts'
import type { PageAnswer } from '../../api/page-answer.ts'
import { sortFormats, type SortFormat } from '../../api/sort.ts'
import { rememberInTab } from '../../session/handover.ts'
import type { Session } from '../../session/open-session.ts'
import { listFacts, sortFormatItem, sortSpelling } from './list-facts.ts'
import type { ListRequest, ListRow, ListSource, Send } from './list-source.ts'
import { smallerLimit } from './smaller-limit.ts'
import { isPlainlyUnsorted } from './sort-check.ts'

/** A request and what it is sent to. */
interface Asked<Field extends string, Row extends ListRow<Field>> {
  session: Session
  source: ListSource<Field, Row>
  request: ListRequest<Field>
  signal?: AbortSignal | undefined
  send: Send<Field, Row>
}

/**
 * Asks again where the API refused the limit or the sort, or may have ignored the sort, and remembers what
 * it takes; without an order in the end rather than without data. Rejects with the refusal.
 */
export async function settleRequest<Field extends string, Row extends ListRow<Field>>(
  first: Promise<PageAnswer<Row>>,
  { session, source, request, signal, send }: Asked<Field, Row>,
): Promise<PageAnswer<Row>> {
  const spelling = sortSpelling(session)
  const { limits } = listFacts(session, source.path)
  const { limit, sort } = request
  const refusal = await first.then(() => undefined, unlessBadRequest)
  let unsorted: PageAnswer<Row> | undefined
  // A limit that was taken before isn't what was refused.
  if (refusal && limit > limits.accepted) {
    if (limit === 1 && sort.length === 0) throw refusal
    // Without the sort, which may be what was refused.
    unsorted = await listWithin(
      sort.length > 0 ? limit : smallerLimit(limit, refusal.serverMessages),
    )
    if (!unsorted) throw refusal
    if (unsorted.limit < limit) limits.max = unsorted.limit
  }
  if (sort.length === 0) return unsorted ?? first
  const max = Math.min(limit, limits.max)
  const within = { ...request, limit: max }
  const answer = max < limit ? send(within, spelling.format, signal) : first
  try {
    return await (spelling.isGuess ? withRightSpelling() : answer)
  } catch (error) {
    unlessBadRequest(error)
    return { ...(unsorted ?? (await sendUnsorted(max))), sortRefused: true }
  }

  function sendUnsorted(atMost: number): Promise<PageAnswer<Row>> {
    return send({ ...request, sort: [], limit: atMost }, spelling.format, signal)
  }

  /** Asks with this limit, then with smaller ones until the API takes one; `undefined` when it takes none. */
  async function listWithin(atMost: number): Promise<PageAnswer<Row> | undefined> {
    try {
      return await sendUnsorted(atMost)
    } catch (error) {
      const { serverMessages } = unlessBadRequest(error)
      return atMost > 1 ? listWithin(smallerLimit(atMost, serverMessages)) : undefined
    }
  }

  /** Gives `answer` unless the API refused or ignored its sort; else asks in the other spellings, once for a session. */
  async function withRightSpelling(): Promise<PageAnswer<Row>> {
    if (await isSorted(answer)) return answer
    // The answer that decides needn't be requested twice.
    let own: PageAnswer<Row> | undefined
    spelling.search ??= findSpelling(async (format) => (own = await send(within, format)))
    const found = await spelling.search
    if (!found) return answer
    return own ?? send(within, found, signal)
  }

  /** Resolves to `undefined` when no spelling works. The search outlives the request that began it. */
  async function findSpelling(
    ask: (format: SortFormat) => Promise<PageAnswer<Row>>,
  ): Promise<SortFormat | undefined> {
    try {
      for (const format of sortFormats) {
        if (format === spelling.format) continue
        // One at a time, because most APIs take the first.
        // oxlint-disable-next-line no-await-in-loop -- see above
        if (await isSorted(ask(format))) {
          rememberInTab(sortFormatItem(session.connection.host), format)
          Object.assign(spelling, { format, isGuess: false })
          return format
        }
      }
      spelling.isGuess = false
    } catch {
      // The network's failure says nothing about a spelling, so a later sort may search again.
      spelling.search = undefined
    }
    return undefined
  }

  /** Resolves to false when the API refused or ignored the sort; rejects when it didn't decide. */
  async function isSorted(page: Promise<PageAnswer<Row>>): Promise<boolean> {
    try {
      return !isPlainlyUnsorted((await page).rows, sort, source.sortKind)
    } catch (error) {
      const isUndecided =
        !(error instanceof ApiError) ||
        error.status === undefined ||
        ['rate-limited', 'unauthorized', 'unreachable', 'timeout'].includes(error.kind)
      if (isUndecided) throw error
      return false
    }
  }
}

/** Gives the error of a refused request; throws any other. */
function unlessBadRequest(error: unknown): ApiError {
  if (isBadRequest(error)) return error
  throw error
}
