import type { Session } from '../session/open-session.ts'
import type { PageOfDevices, ServerListParams } from './device-list.ts'
import { withLatest } from './with-latest.ts'
import { readInPages } from './read-in-pages.ts'

/** Reads one page of the list, in the page size that the server really uses. Throws `ApiError`. */
export async function readPage(
  session: Session,
  params: ServerListParams,
  signal?: AbortSignal,
): Promise<PageOfDevices> {
  const { devices, ...page } = await readInPages(session.connection, params, signal)
  return withLatest(session, { ...page, rows: devices })
}
