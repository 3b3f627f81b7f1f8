import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Device } from '../api/device.ts'
import { devicesPath } from '../api/device-calls.ts'
import { ofSnapshot } from '../fleet/load-fleet.ts'
import { deviceNow, readDevice } from '../fleet/settled.ts'
import { createChunk } from '../lib/chunk.ts'
import type { Session } from '../session/open-session.ts'
import type { DeviceListParams, PageOfDevices } from './device-list.ts'
import { deviceSource, sortByServer } from '../device/device-source.ts'
import { listKey } from '../list/source/list-query.ts'
import { readPage } from '../list/source/read-page.ts'

const searchChunk = createChunk('search', () => import('./search-page.ts'))

const all = [devicesPath] as const
const pages = [...all, 'page'] as const
const searches = [...pages, 'search'] as const
const details = [...all, 'detail'] as const

const detailKey = (id: string) => [...details, id] as const

/** Keys and functions of every device query; callers spread and add. */
export const deviceQueries = {
  all,
  pages,
  detailKey,
  /** By the parameters that the server knows: it has no search. */
  list(session: Session, { sort, page, size }: DeviceListParams) {
    const params = { sort: sortByServer(sort), page, size }
    return queryOptions<PageOfDevices>({
      queryKey: [...listKey(devicesPath), params],
      queryFn: async ({ signal }) =>
        withLatest(session, await readPage(session, deviceSource, params, signal)),
    })
  },
  search: (session: Session, params: DeviceListParams) =>
    queryOptions<PageOfDevices>({
      queryKey: [...searches, params],
      meta: ofSnapshot,
      queryFn: async ({ signal }) => (await searchChunk.load()).searchPage(session, params, signal),
    }),
  /** One table, two sources: the server answers for the whole list, the snapshot for a search. */
  page: (session: Session, params: DeviceListParams) =>
    params.q === '' ? deviceQueries.list(session, params) : deviceQueries.search(session, params),
  detail: (session: Session, id: string) =>
    queryOptions({
      queryKey: detailKey(id),
      queryFn: ({ signal }) => readDevice(session, id, signal),
    }),
}

/** Returns the pages of lists and searches that are in memory. */
export function cachedPages(queryClient: QueryClient): PageOfDevices[] {
  return queryClient
    .getQueriesData<PageOfDevices>({ queryKey: pages })
    .flatMap(([, page]) => (page ? [page] : []))
}

/** Returns the newest row of a device in memory, so that something can be shown at once. */
export function cachedDevice(queryClient: QueryClient, id: string): Device | undefined {
  for (const page of cachedPages(queryClient).toReversed()) {
    const found = page.rows.find((device) => device.id === id)
    if (found) return found
  }
  return undefined
}

/** Shows what actions did since a page was requested; its total falls by those removed. */
export function withLatest(session: Session, page: PageOfDevices): PageOfDevices {
  const rows = page.rows.flatMap((device) => deviceNow(session, device) ?? [])
  const fewer = page.rows.length - rows.length
  return { ...page, rows, total: page.total === undefined ? undefined : page.total - fewer }
}
