import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Device } from '../api/device.ts'
import { devicesPath } from '../api/device-calls.ts'
import { loadFleet, ofSnapshot } from '../fleet/load-fleet.ts'
import { deviceNow, readDevice } from '../fleet/settled.ts'
import { createChunk } from '../lib/chunk.ts'
import type { Session } from '../session/open-session.ts'
import type { DeviceListParams, PageOfDevices } from './device-list.ts'
import { deviceSource } from '../device/device-source.ts'
import type { SortField } from '../device/fields.ts'
import { pageQuery, type ListPages } from '../list/list-pages.ts'
import { listQuery } from '../list/source/list-query.ts'

const searchChunk = createChunk('search', () => import('./search-page.ts'))

const all = [devicesPath] as const
const pages = [...all, 'page'] as const
const searches = [...pages, 'search'] as const
const details = [...all, 'detail'] as const

const detailKey = (id: string) => [...details, id] as const

/** One table, two sources: the server answers for the whole list, the snapshot for a search. */
export const devicePages = {
  source: { ...deviceSource, rowNow: deviceNow },
  snapshot: {
    query: (session, params) =>
      queryOptions<PageOfDevices>({
        queryKey: [...searches, params],
        meta: ofSnapshot,
        queryFn: async ({ signal }) =>
          (await searchChunk.load()).searchPage(session, params, signal),
      }),
    refresh: async (session) => (await loadFleet(session)).load(),
  },
} satisfies ListPages<Device, SortField, PageOfDevices>

/** Keys and functions of every device query; callers spread and add. */
export const deviceQueries = {
  all,
  pages,
  detailKey,
  list: (session: Session, params: DeviceListParams) =>
    listQuery<SortField, Device>(session, devicePages.source, params),
  page: (session: Session, params: DeviceListParams) =>
    pageQuery<Device, SortField, PageOfDevices>(devicePages, session, params),
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
