import { ApiError, isBadRequest } from '../../api/errors.ts'
import type { PageAnswer } from '../../api/page-answer.ts'
import { sortFormats, type SortFormat } from '../../api/sort.ts'
import { rememberInTab } from '../../session/handover.ts'
import { listFacts, sortFormatItem, sortSpelling } from './list-facts.ts'
import type { Asked, ListRow } from './list-source.ts'
import { smallerLimit } from './smaller-limit.ts'
import { isPlainlyUnsorted } from './sort-check.ts'

/**
 * Asks again where the API refused the limit or the sort, or may have ignored the sort, and remembers what
 * it takes; without an order in the end rather than without data. Rejects with the refusal.
 */
export async function settleRequest<Field extends string, Row extends ListRow<Field>>(
  first: Promise<PageAnswer<Row>>,
  asked: Asked<Field, Row>,
): Promise<PageAnswer<Row>> {
  const { session, source, request, signal, send } = asked
  const spelling = sortSpelling(session)
  const { limits } = listFacts(session, source.path)
  const { limit, sort } = request
  const refusal = await refusalOf(first)
  const sendUnsorted = (within: number) =>
    send({ ...request, sort: [], limit: within }, spelling.format, signal)
  let unsorted: PageAnswer<Row> | undefined
  // A limit that was taken before isn't what was refused.
  if (refusal && limit > limits.accepted) {
    if (limit === 1 && sort.length === 0) throw refusal
    // Without the sort, which may be what was refused.
    const within = sort.length > 0 ? limit : smallerLimit(limit, refusal.serverMessages)
    unsorted = await listWithin(within, sendUnsorted)
    if (!unsorted) throw refusal
    if (unsorted.limit < limit) limits.max = unsorted.limit
  }
  if (sort.length === 0) return unsorted ?? first
  const within = { ...request, limit: Math.min(limit, limits.max) }
  const answer = within.limit < limit ? send(within, spelling.format, signal) : first
  try {
    return spelling.isGuess
      ? await withRightSpelling(answer, { ...asked, request: within })
      : await answer
  } catch (error) {
    if (!isBadRequest(error)) throw error
    return { ...(unsorted ?? (await sendUnsorted(within.limit))), sortRefused: true }
  }
}

async function refusalOf(answer: Promise<unknown>): Promise<ApiError | undefined> {
  try {
    await answer
    return undefined
  } catch (error) {
    if (isBadRequest(error)) return error
    throw error
  }
}

/** Asks with this limit, then with smaller ones until the API takes one; `undefined` when it takes none. */
async function listWithin<Page>(
  asked: number,
  list: (limit: number) => Promise<Page>,
): Promise<Page | undefined> {
  for (let limit = asked; ;) {
    try {
      // Each limit depends on the refusal of the one before.
      // oxlint-disable-next-line no-await-in-loop -- see above
      return await list(limit)
    } catch (error) {
      if (!isBadRequest(error)) throw error
      if (limit <= 1) return undefined
      limit = smallerLimit(limit, error.serverMessages)
    }
  }
}

/**
 * Returns `answer` unless the API refused or ignored its sort; else, asks in the other spellings, once
 * for a session.
 */
async function withRightSpelling<Field extends string, Row extends ListRow<Field>>(
  answer: Promise<PageAnswer<Row>>,
  asked: Asked<Field, Row>,
): Promise<PageAnswer<Row>> {
  const { session, request, signal, send } = asked
  const spelling = sortSpelling(session)
  if (await isSorted(answer, asked)) return answer
  // The answer that decides needn't be requested twice.
  let own: PageAnswer<Row> | undefined
  spelling.search ??= findSpelling(asked, async (format) => (own = await send(request, format)))
  const found = await spelling.search
  if (!found) return answer
  return own ?? send(request, found, signal)
}

/** Resolves to `undefined` when no spelling works. The search outlives the request that began it. */
async function findSpelling<Field extends string, Row extends ListRow<Field>>(
  asked: Asked<Field, Row>,
  ask: (format: SortFormat) => Promise<PageAnswer<Row>>,
): Promise<SortFormat | undefined> {
  const { session } = asked
  const spelling = sortSpelling(session)
  try {
    for (const format of sortFormats) {
      if (format === spelling.format) continue
      // One at a time, because most APIs take the first.
      // oxlint-disable-next-line no-await-in-loop -- see above
      if (await isSorted(ask(format), asked)) {
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
async function isSorted<Field extends string, Row extends ListRow<Field>>(
  answer: Promise<PageAnswer<Row>>,
  { source, request }: Asked<Field, Row>,
): Promise<boolean> {
  try {
    return !isPlainlyUnsorted((await answer).rows, request.sort, source.sortKind)
  } catch (error) {
    const isUndecided =
      !(error instanceof ApiError) ||
      error.status === undefined ||
      ['rate-limited', 'unauthorized', 'unreachable', 'timeout'].includes(error.kind)
    if (isUndecided) throw error
    return false
  }
}
