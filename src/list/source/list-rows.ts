import { messagesIn } from '../../api/answer.ts'
import { ApiError, isBadRequest, wrongContent } from '../../api/errors.ts'
import { parsePageAnswer, type PageAnswer } from '../../api/page-answer.ts'
import { serializeSort, type SortFormat } from '../../api/sort.ts'
import { createChunk } from '../../lib/chunk.ts'
import { steadyNow } from '../../lib/clock.ts'
import type { Session } from '../../session/open-session.ts'
import { listFacts } from './list-facts.ts'
import type { ListRequest, ListRow, ListSource, Send } from './list-source.ts'

export const settleRequestChunk = createChunk('list', () => import('./settle-request.ts'))

/** Lists rows, with a smaller limit or another spelling of the sort if need be. Throws `ApiError`. */
export async function listRows<Field extends string, Row extends ListRow<Field>>(
  session: Session,
  source: ListSource<Field, Row>,
  asked: ListRequest<Field>,
  signal?: AbortSignal,
): Promise<PageAnswer<Row>> {
  const { limits, spelling } = listFacts(session, source.path)
  const { format, isGuess } = spelling
  const request = { ...asked, limit: Math.min(asked.limit, limits.max) }
  const send: Send<Field, Row> = (...args) => sendRequest(session, source, ...args)
  const answer = send(request, format, signal)
  const settle = async () => {
    // Without it, the answer is shown as it is.
    const module = await settleRequestChunk.load().catch(() => undefined)
    if (!module) return answer
    return module.settleRequest(answer, { session, source, request, format, signal, send })
  }
  return answer.then(
    (page) => (isGuess && request.sort.length > 0 ? settle() : page),
    (error: unknown) => {
      if (isBadRequest(error)) return settle()
      throw error
    },
  )
}

async function sendRequest<Field extends string, Row extends ListRow<Field>>(
  session: Session,
  source: ListSource<Field, Row>,
  request: ListRequest<Field>,
  format: SortFormat,
  signal?: AbortSignal,
): Promise<PageAnswer<Row>> {
  const query = new URLSearchParams()
  for (const key of request.sort) query.append('sort', serializeSort(key, format))
  query.set('limit', String(request.limit))
  query.set('offset', String(request.offset))
  const path = `${source.path}?${query}`
  const { connection } = session
  const readAt = steadyNow()
  const answer = await connection.read(path, signal).catch(asWrongAddress)
  const page = parsePageAnswer(answer, request, (row) => source.parseRow(row, readAt))
  if (!page) throw wrongContent('intercepted', connection.host, path, messagesIn(answer))
  const { limits } = listFacts(session, source.path)
  limits.accepted = Math.max(limits.accepted, request.limit)
  return page
}

/** Treats a 404 as a wrong address: a list always exists in the right API. */
function asWrongAddress(error: unknown): never {
  if (error instanceof ApiError && error.kind === 'not-found') {
    throw new ApiError('wrong-address', error)
  }
  throw error
}
