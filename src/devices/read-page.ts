import type { Connection } from '../api/connection.ts'
import { sortByServer } from '../api/sort.ts'
import { isRemoved } from '../fleet/removed.ts'
import { endWithSession } from '../lib/session-store.ts'
import { listSearch } from '../list/list-params.ts'
import type { DeviceListParams, PageOfDevices } from './device-list.ts'
import { readInPages, type ReadPage } from './read-in-pages.ts'

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
  { sort, page, size }: DeviceListParams,
  signal?: AbortSignal,
): Promise<PageOfDevices> {
  return toListPage(await readInPages(connection, { sort: sortByServer(sort), page, size }, signal))
}

/** Leaves removed devices out: a server may still list for a moment what it just removed. */
function toListPage({ devices, total, ...page }: ReadPage): PageOfDevices {
  const rows = devices.filter((device) => !isRemoved(device))
  const gone = devices.length - rows.length
  return { ...page, rows, total: total === undefined ? undefined : total - gone }
}
