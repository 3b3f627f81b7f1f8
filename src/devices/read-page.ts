import type { Connection } from '../api/connection.ts'
import type { DevicePage } from '../api/device.ts'
import { listDevices, type ListRequest } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { sortByServer } from '../api/sort.ts'
import { isRemoved } from '../fleet/removed.ts'
import { endWithSession } from '../lib/session-store.ts'
import { listSearch } from '../list/list-params.ts'
import type { DeviceListParams, PageOfDevices } from './device-list.ts'

/** The page requested before the app was there. */
let ahead:
  | {
      connection: Connection
      params: DeviceListParams
      answer: Promise<PageOfDevices>
      page?: PageOfDevices
    }
  | undefined
endWithSession(() => {
  ahead = undefined
})

/**
 * Requests a page before anything can show it: while the app downloads, or to validate a key. Resolves
 * when it arrives; the first reader of that page gets a failure, too.
 */
export async function readPageAhead(
  connection: Connection,
  params: DeviceListParams,
): Promise<void> {
  const asked: NonNullable<typeof ahead> = {
    connection,
    params,
    answer: requestPage(connection, params),
  }
  ahead = asked
  asked.page = await asked.answer
}

/** Returns the page that this connection requested ahead, once, if it has arrived. */
export function takeSettledAhead(
  connection: Connection,
): { params: DeviceListParams; page: PageOfDevices } | undefined {
  if (!ahead?.page || ahead.connection !== connection) return undefined
  const { params, page } = ahead
  ahead = undefined
  return { params, page }
}

/** Reads one page of the list, in the page size that the server really uses. Throws `ApiError`. */
export function readPage(
  connection: Connection,
  params: DeviceListParams,
  signal?: AbortSignal,
): Promise<PageOfDevices> {
  const asked = ahead
  ahead = undefined
  return asked?.connection === connection && listSearch(asked.params) === listSearch(params)
    ? asked.answer
    : requestPage(connection, params, signal)
}

async function requestPage(
  connection: Connection,
  params: DeviceListParams,
  signal?: AbortSignal,
): Promise<PageOfDevices> {
  const { page, size } = params
  const sort = sortByServer(params.sort)
  const read = (limit: number, offset: number) =>
    listWithSort(connection, { sort, limit, offset }, signal)
  let { answer, sortRefused } = await read(size, (page - 1) * size)
  if (answer.limit !== size && page > 1) {
    // The server uses another page size, so page n starts elsewhere: asking with the wrong offset
    // would skip or repeat devices.
    const { limit } = answer
    const again = await read(limit, (page - 1) * limit)
    // A server that gives more rows than it says would seem to have smaller pages at the end.
    answer = again.answer.hasNext ? again.answer : { ...again.answer, limit }
    sortRefused = again.sortRefused
  }
  if (answer.isEndDoubtful) {
    const { endOf, withEnd } = await import('./doubtful-end.ts')
    answer = withEnd(answer, (await read(answer.limit, endOf(answer))).answer)
  }
  return { ...toListPage(answer), sortRefused }
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

/** Leaves removed devices out: a server may still list for a moment what it just removed. */
function toListPage({ devices, total, ...page }: DevicePage): PageOfDevices {
  const rows = devices.filter((device) => !isRemoved(device))
  const gone = devices.length - rows.length
  return { ...page, rows, total: total === undefined ? undefined : total - gone }
}
