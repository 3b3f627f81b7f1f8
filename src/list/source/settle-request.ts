import { ApiError, isBadRequest } from '../../api/errors.ts'
import type { PageAnswer } from '../../api/page-answer.ts'
import { sortFormats, type SortFormat } from '../../api/sort.ts'
import { rememberInTab } from '../../session/handover.ts'
import type { Session } from '../../session/open-session.ts'
import { listFacts, sortFormatItem } from './list-facts.ts'
import { listKey } from './list-query.ts'
import type { ListRequest, ListRow, ListSource, Send } from './list-source.ts'
import { smallerLimit } from './smaller-limit.ts'
import { contradictedSort, isPlainlyUnsorted } from './sort-check.ts'

/** A request and what it is sent to. */
interface Asked<Field extends string, Row extends ListRow<Field>> {
  session: Session
  source: ListSource<Field, Row>
  request: ListRequest<Field>
  /** The spelling of its sort. */
  format: SortFormat
  signal?: AbortSignal | undefined
  send: Send<Field, Row>
}

/**
 * Asks again where the API refused the limit or the sort, or may have ignored the sort, and remembers what
 * it takes; without an order in the end rather than without data. Rejects with the refusal.
 */
export async function settleRequest<Field extends string, Row extends ListRow<Field>>(
  first: Promise<PageAnswer<Row>>,
  { session, source, request, format, signal, send }: Asked<Field, Row>,
): Promise<PageAnswer<Row>> {
  const { limits, spelling } = listFacts(session, source.path)
  const { limit, sort } = request
  const refusal = await first.then(() => undefined, unlessBadRequest)
  // The tab may remember a spelling that the API no longer takes.
  if (refusal && session.config.sortFormat === 'auto' && !spelling.search) spelling.isGuess = true
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
  const answer = max < limit ? send(within, format, signal) : first
  try {
    return await withRightSpelling()
  } catch (error) {
    unlessBadRequest(error)
    return { ...(unsorted ?? (await sendUnsorted(max))), sortRefused: true }
  }

  function sendUnsorted(atMost: number): Promise<PageAnswer<Row>> {
    return send({ ...request, sort: [], limit: atMost }, format, signal)
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

  /**
   * Gives `answer` in the spelling that the API is found to take, or as it is. Pages of one order are read in
   * one spelling: once some were given out by a guess, only its first page may bring another.
   */
  async function withRightSpelling(): Promise<PageAnswer<Row>> {
    // The answer that decides needn't be requested twice.
    let own: PageAnswer<Row> | undefined
    if (spelling.isGuess && (request.offset === 0 || !spelling.isShown)) {
      if (!(await isSorted(answer, sort))) {
        const others = sortFormats.filter((other) => other !== format)
        const ask = async (other: SortFormat) => (own = await send(within, other))
        spelling.search ??= findSpelling(others, sort, ask)
      } else {
        // Rows may be in this order without any sort, but not in one that they contradict, too.
        const other = contradictedSort((await answer).rows, source, sort)
        const ask = (each: SortFormat) => send({ ...within, sort: other ?? [] }, each)
        if (other) spelling.search ??= findSpelling(sortFormats, other, ask)
      }
    }
    const found = await spelling.search
    if (spelling.format !== format) return own ?? send(within, spelling.format, signal)
    const page = await answer
    if (spelling.isGuess) spelling.isShown = true
    else if (spelling.search) spelling.isIgnored = !found
    return page
  }

  /** Resolves to `undefined` when no spelling works. The search outlives the request that began it. */
  async function findSpelling(
    formats: readonly SortFormat[],
    by: ListRequest<Field>['sort'],
    ask: (format: SortFormat) => Promise<PageAnswer<Row>>,
  ): Promise<SortFormat | undefined> {
    try {
      for (const each of formats) {
        // One at a time, because most APIs take the first.
        // oxlint-disable-next-line no-await-in-loop -- see above
        if (await isSorted(ask(each), by)) {
          rememberInTab(sortFormatItem(session.connection.host + source.path), each)
          if (each !== spelling.format) forgetPages()
          Object.assign(spelling, { format: each, isGuess: false })
          return each
        }
      }
      spelling.isGuess = false
    } catch {
      // The network's failure says nothing about a spelling, so a later sort may search again.
      spelling.search = undefined
    }
    return undefined
  }

  /** Pages in the order of another spelling aren't of the same list. */
  function forgetPages(): void {
    session.queryClient.removeQueries({
      queryKey: listKey(source.path),
      predicate: ({ state }) => state.fetchStatus === 'idle',
    })
  }

  /** Resolves to false when the API refused or ignored the sort; rejects when it didn't decide. */
  async function isSorted(
    page: Promise<PageAnswer<Row>>,
    by: ListRequest<Field>['sort'],
  ): Promise<boolean> {
    try {
      return !isPlainlyUnsorted((await page).rows, by, source)
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
