import { attempt } from '../lib/attempt.ts'
import type { Connection } from './connection.ts'
import type { DevicePage } from './device-page.ts'
import type { ListOnce, ListRequest } from './devices.ts'
import { ApiError, isBadRequest } from './errors.ts'
import { isPlainlyUnsorted } from './sort-check.ts'
import { sortFormatItem } from './sort-memory.ts'
import { sortFormats, type SortFormat } from './sort.ts'

/** A spelling that works, and the request that found it with its answer. */
export interface FoundSpelling {
  format: SortFormat
  request: ListRequest
  page: DevicePage
}

/**
 * Returns `answer` unless the API refused or ignored its sort. Then asks in the other spellings, once
 * for a connection, and returns the answer to the one that works. Rejects like `answer`.
 */
export async function withRightSpelling(
  answer: Promise<DevicePage>,
  list: ListOnce,
  connection: Connection,
  request: ListRequest,
  signal?: AbortSignal,
): Promise<DevicePage> {
  if (!(await isRefusedOrIgnored(answer, request))) return answer
  connection.sortSpelling.search ??= findSpelling(list, connection, request)
  const found = await connection.sortSpelling.search
  if (!found) return answer
  return found.request === request ? found.page : list(request, found.format, signal)
}

/** Resolves to `undefined` when no spelling works. The search outlives the request that began it. */
async function findSpelling(
  list: ListOnce,
  connection: Connection,
  request: ListRequest,
): Promise<FoundSpelling | undefined> {
  const { sortSpelling, host } = connection
  try {
    for (const format of sortFormats) {
      if (format === sortSpelling.format) continue
      // One at a time, because most APIs take the first.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const page = await sortedPage(list(request, format), request)
      if (page) {
        attempt(() => sessionStorage.setItem(sortFormatItem(host), format))
        Object.assign(sortSpelling, { format, isGuess: false })
        return { format, request, page }
      }
    }
    sortSpelling.isGuess = false
  } catch {
    // The network's failure says nothing about a spelling, so a later sort may search again.
    sortSpelling.search = undefined
  }
  return undefined
}

/** Resolves to `undefined` when the API refused or ignored the sort; rejects when it didn't decide. */
async function sortedPage(
  answer: Promise<DevicePage>,
  { sort }: ListRequest,
): Promise<DevicePage | undefined> {
  try {
    const page = await answer
    return isPlainlyUnsorted(page.devices, sort) ? undefined : page
  } catch (error) {
    const isUndecided =
      !(error instanceof ApiError) ||
      error.status === undefined ||
      error.kind === 'rate-limited' ||
      error.kind === 'unauthorized'
    if (isUndecided) throw error
    return undefined
  }
}

async function isRefusedOrIgnored(
  answer: Promise<DevicePage>,
  { sort }: ListRequest,
): Promise<boolean> {
  try {
    return isPlainlyUnsorted((await answer).devices, sort)
  } catch (error) {
    if (isBadRequest(error)) return true
    throw error
  }
}
