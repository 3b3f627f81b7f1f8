import type { Connection } from '../api/connection.ts'
import type { DevicePage } from '../api/device.ts'
import { listDevices, type ListRequest } from '../api/devices.ts'
import { ApiError } from '../api/errors.ts'
import { isRemoved } from '../fleet/removed.ts'
import { endWithSession } from '../lib/session-store.ts'
import { listSearch, type ListParams } from '../list/list-params.ts'

/** A page of the list as it can be shown. */
export interface ListPage extends DevicePage {
  /** The server answered 400 to the sort; the rows are in its own order. */
  sortRefused: boolean
  /** Of a search: the copy of the fleet that answered. `isAwaited`: nothing of it is there yet. */
  copy?: { isWhole: boolean; readAt: number; isAwaited?: boolean }
}

/** The page asked for before the app was there. */
let ahead:
  | { connection: Connection; params: ListParams; answer: Promise<ListPage>; page?: ListPage }
  | undefined
endWithSession(() => {
  ahead = undefined
})

/**
 * Asks for a page before there is anybody to show it: while the app is still downloading, or to prove
 * a key. Resolves when it is there; a failure is for the first reader of that page as well.
 */
export async function readPageAhead(connection: Connection, params: ListParams): Promise<void> {
  const asked: NonNullable<typeof ahead> = {
    connection,
    params,
    answer: requestPage(connection, params),
  }
  ahead = asked
  asked.page = await asked.answer
}

/** The page asked for ahead by this connection, if it is already there; it is handed out once. */
export function takeSettledAhead(
  connection: Connection,
): { params: ListParams; page: ListPage } | undefined {
  if (!ahead?.page || ahead.connection !== connection) return undefined
  const { params, page } = ahead
  ahead = undefined
  return { params, page }
}

/** Reads one page of the list, in the page size the server really uses. Throws `ApiError`. */
export function readPage(
  connection: Connection,
  params: ListParams,
  signal?: AbortSignal,
): Promise<ListPage> {
  const asked = ahead
  ahead = undefined
  return asked?.connection === connection && listSearch(asked.params) === listSearch(params)
    ? asked.answer
    : requestPage(connection, params, signal)
}

async function requestPage(
  connection: Connection,
  params: ListParams,
  signal?: AbortSignal,
): Promise<ListPage> {
  const { sort, page, size } = params
  const read = (limit: number, offset: number) =>
    listWithSort(connection, { sort, limit, offset }, signal)
  let answer = await read(size, (page - 1) * size)
  if (answer.limit !== size && page > 1) {
    // The server uses another page size, so page n starts elsewhere; asking with the
    // wrong offset would skip or repeat devices.
    const { limit } = answer
    const again = await read(limit, (page - 1) * limit)
    // A server that gives more rows than it says would seem to have smaller pages at the end.
    answer = again.hasNext ? again : { ...again, limit }
  }
  if (answer.isEndDoubtful) {
    const { endOf, withEnd } = await import('./doubtful-end.ts')
    answer = withEnd(answer, await read(answer.limit, endOf(answer)))
  }
  return withoutRemoved(answer)
}

/** How sorts are spelled is undocumented, so a refused one must not cost the data (API.md, "Sort"). */
async function listWithSort(
  connection: Connection,
  request: ListRequest,
  signal?: AbortSignal,
): Promise<ListPage> {
  try {
    return { ...(await listDevices(connection, request, signal)), sortRefused: false }
  } catch (error) {
    const mayBeTheSort =
      error instanceof ApiError && error.status === 400 && request.sort.length > 0
    if (!mayBeTheSort) throw error
    const unsorted = await listDevices(connection, { ...request, sort: [] }, signal)
    return { ...unsorted, sortRefused: true }
  }
}

/** A server may still list for a moment what it just removed. */
function withoutRemoved(page: ListPage): ListPage {
  const devices = page.devices.filter((device) => !isRemoved(device))
  const gone = page.devices.length - devices.length
  return gone === 0
    ? page
    : { ...page, devices, total: page.total === undefined ? undefined : page.total - gone }
}
