import { ApiError, isBadRequest } from '../../api/errors.ts'
import type { PageAnswer } from '../../api/page-answer.ts'
import { sortFormats, type SortFormat } from '../../api/sort.ts'
import { rememberInTab } from '../../session/handover.ts'
import { sortFormatItem, sortSpelling } from './list-facts.ts'
import type { Asked, ListRow, Send } from './list-source.ts'
import { isPlainlyUnsorted } from './sort-check.ts'

/**
 * Returns `answer` unless the API refused or ignored its sort. Then asks in the other spellings, once
 * for a session, and returns the answer to the one that works. Rejects like `answer`.
 */
export async function withRightSpelling<Field extends string, Row extends ListRow<Field>>(
  answer: Promise<PageAnswer<Row>>,
  send: Send<Field, Row>,
  asked: Asked<Field, Row>,
): Promise<PageAnswer<Row>> {
  const { session, request, signal } = asked
  const spelling = sortSpelling(session)
  if (!(await isRefusedOrIgnored(answer, asked))) return answer
  // The answer that decides needn't be requested twice.
  let own: PageAnswer<Row> | undefined
  spelling.search ??= findSpelling(asked, async (format) => {
    own = await send(request, format)
    return own
  })
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
      error.kind === 'rate-limited' ||
      error.kind === 'unauthorized'
    if (isUndecided) throw error
    return false
  }
}

async function isRefusedOrIgnored<Field extends string, Row extends ListRow<Field>>(
  answer: Promise<PageAnswer<Row>>,
  { source, request }: Asked<Field, Row>,
): Promise<boolean> {
  try {
    return isPlainlyUnsorted((await answer).rows, request.sort, source.sortKind)
  } catch (error) {
    if (isBadRequest(error)) return true
    throw error
  }
}
