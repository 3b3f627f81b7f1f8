import { isBadRequest, type ApiError } from '../../api/errors.ts'
import type { PageAnswer } from '../../api/page-answer.ts'
import { listFacts, sortSpelling } from './list-facts.ts'
import type { Asked, ListRow, Send } from './list-source.ts'
import { listWithin, smallerLimit } from './smaller-limit.ts'
import { withRightSpelling } from './sort-spelling.ts'

/**
 * Asks again where the API refused the limit or the sort of a list, or may have ignored the sort, and
 * remembers for the session what it takes. A refused sort costs the order and not the data. Rejects
 * with the refusal when nothing helps.
 */
export async function settleRequest<Field extends string, Row extends ListRow<Field>>(
  first: Promise<PageAnswer<Row>>,
  send: Send<Field, Row>,
  asked: Asked<Field, Row>,
): Promise<PageAnswer<Row>> {
  const { session, source, request, signal } = asked
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
    unsorted = await listWithin(within, sendUnsorted).catch((error: unknown) => {
      throw isBadRequest(error) ? refusal : error
    })
    if (unsorted.limit < limit) limits.max = unsorted.limit
  }
  if (sort.length === 0) return unsorted ?? first
  const within = { ...request, limit: Math.min(limit, limits.max) }
  const answer = within.limit < limit ? send(within, spelling.format, signal) : first
  try {
    return spelling.isGuess
      ? await withRightSpelling(answer, send, { ...asked, request: within })
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
