import type { Connection } from '../api/connection.ts'
import { pageSizeOf, type DevicePage } from '../api/device-page.ts'
import { listDevices, type ListRequest } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import type { ServerSortEntry } from '../api/sort.ts'

/** A page by its number in pages of `size` rows. */
export interface NumberedPage {
  sort: readonly ServerSortEntry[]
  /** 1-based. */
  page: number
  /** Number of rows to ask for. */
  size: number
}

/** A page of the list. Its `limit` is the page size in force. */
export interface ReadPage extends DevicePage {
  /** True when the server refused the sort; the rows are then in its own order. */
  sortRefused: boolean
}

/**
 * Reads page n of the list in the page size that the server really uses, which its first page shows:
 * with another one, page n would skip or repeat devices. Throws `ApiError`.
 */
export async function readInPages(
  connection: Connection,
  { sort, page, size }: NumberedPage,
  signal?: AbortSignal,
): Promise<ReadPage> {
  const { pageSizes } = connection
  let sortRefused = false
  async function read(limit: number, offset: number): Promise<DevicePage> {
    const list = await listWithSort(connection, { sort, limit, offset }, signal)
    sortRefused = list.sortRefused
    return list.answer
  }
  // The first page shows the page size anew each time.
  const known = page === 1 ? undefined : pageSizes.get(size)
  const asked = known ?? size
  let answer = await read(asked, (page - 1) * asked)
  let pageSize = page === 1 ? pageSizeOf(answer) : asked
  // A full page, the first one, and a last one in a known page size need no second look.
  const isPlain = answer.rows === asked || page === 1 || (known !== undefined && !answer.hasNext)
  if (!isPlain || answer.isEndDoubtful) {
    const { settlePage } = await import('./settle-page.ts')
    const settled = await settlePage(answer, { page, size, known }, read)
    answer = settled.answer
    pageSize = settled.pageSize
  }
  // A first page that is the last one, too, shows no page size.
  if (page > 1 || answer.hasNext) pageSizes.set(size, pageSize)
  return { ...answer, limit: pageSize, sortRefused }
}

/** How sorts are spelled is undocumented, so a refused one must not cost the data (API.md, "Sort"). */
async function listWithSort(
  connection: Connection,
  request: ListRequest,
  signal?: AbortSignal,
): Promise<{ answer: DevicePage; sortRefused: boolean }> {
  try {
    return { answer: await listDevices(connection, request, signal), sortRefused: false }
  } catch (error) {
    const mayBeTheSort =
      error instanceof ApiError && error.status === 400 && request.sort.length > 0
    if (!mayBeTheSort) throw error
    const answer = await listDevices(connection, { ...request, sort: [] }, signal)
    return { answer, sortRefused: true }
  }
}
