import type { Connection } from '../api/connection.ts'
import type { DevicePage } from '../api/device-page.ts'
import { isRemoved } from '../fleet/removed.ts'
import type { PageOfDevices, ServerListParams } from './device-list.ts'
import { readInPages } from './read-in-pages.ts'

/** Reads one page of the list, in the page size that the server really uses. Throws `ApiError`. */
export async function readPage(
  connection: Connection,
  params: ServerListParams,
  signal?: AbortSignal,
): Promise<PageOfDevices> {
  return toListPage(await readInPages(connection, params, signal))
}

/** Leaves removed devices out: a server may still list for a moment what it just removed. */
function toListPage({ devices, total, ...page }: DevicePage): PageOfDevices {
  const rows = devices.filter((device) => !isRemoved(device))
  const gone = devices.length - rows.length
  return { ...page, rows, total: total === undefined ? undefined : total - gone }
}
