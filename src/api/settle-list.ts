import { withRightSpelling } from './auto-sort.ts'
import type { Connection } from './connection.ts'
import type { DevicePage } from './device-page.ts'
import type { ListOnce, ListRequest } from './devices.ts'
import { isBadRequest, type ApiError } from './errors.ts'
import { listWithin, smallerLimit } from './smaller-limit.ts'

/**
 * Asks again where the API refused the limit or the sort of a list, or may have ignored the sort, and
 * remembers for the connection what it takes. A refused sort costs the order and not the data. Rejects
 * with the refusal when nothing helps.
 */
export async function settleList(
  first: Promise<DevicePage>,
  list: ListOnce,
  connection: Connection,
  request: ListRequest,
  signal?: AbortSignal,
): Promise<DevicePage> {
  const { limits, sortSpelling } = connection
  const { limit, sort } = request
  const refusal = await refusalOf(first)
  const listUnsorted = (within: number) =>
    list({ ...request, sort: [], limit: within }, sortSpelling.format, signal)
  let unsorted: DevicePage | undefined
  // A limit that was taken before isn't what was refused.
  if (refusal && limit > limits.accepted) {
    if (limit === 1 && sort.length === 0) throw refusal
    // Without the sort, which may be what was refused.
    const within = sort.length > 0 ? limit : smallerLimit(limit, refusal.serverMessages)
    unsorted = await listWithin(within, listUnsorted).catch((error: unknown) => {
      throw isBadRequest(error) ? refusal : error
    })
    if (unsorted.limit < limit) limits.max = unsorted.limit
  }
  if (sort.length === 0) return unsorted ?? first
  const asked = { ...request, limit: Math.min(limit, limits.max) }
  const answer = asked.limit < limit ? list(asked, sortSpelling.format, signal) : first
  try {
    return sortSpelling.isGuess
      ? await withRightSpelling(answer, list, connection, asked, signal)
      : await answer
  } catch (error) {
    if (!isBadRequest(error)) throw error
    return { ...(unsorted ?? (await listUnsorted(asked.limit))), sortRefused: true }
  }
}

async function refusalOf(answer: Promise<DevicePage>): Promise<ApiError | undefined> {
  try {
    await answer
    return undefined
  } catch (error) {
    if (isBadRequest(error)) return error
    throw error
  }
}
