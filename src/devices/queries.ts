import { queryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { Device } from '../api/device.ts'
import type { Connection } from '../api/connection.ts'
import { getDevice } from '../api/devices.ts'
import { ofSnapshot } from '../fleet/fleet-state.ts'
import type { DeviceListParams, PageOfDevices } from './device-list.ts'
import { readPage } from './read-page.ts'

const all = ['devices'] as const
const lists = [...all, 'list'] as const
const details = [...all, 'detail'] as const

const listKey = (params: DeviceListParams) => [...lists, params] as const
const detailKey = (id: string) => [...details, id] as const

/**
 * Keys and functions of every device query; callers spread and add. Each connection has a cache of its
 * own (`app/connected.tsx`).
 */
export const deviceQueries = {
  all,
  lists,
  listKey,
  detailKey,
  list: (connection: Connection, params: DeviceListParams) =>
    queryOptions<PageOfDevices>({
      queryKey: listKey(params),
      // One table, two sources: the server answers for the whole list, the snapshot for a search.
      ...(params.q !== '' && { meta: ofSnapshot }),
      queryFn: async ({ signal }) =>
        params.q === ''
          ? readPage(connection, params, signal)
          : (await import('./search-page.ts')).searchPage(connection, params, signal),
    }),
  /** Returns the parameters in a key that begins with `lists`. */
  paramsIn: (key: QueryKey) => key[lists.length] as DeviceListParams,
  detail: (connection: Connection, id: string) =>
    queryOptions({
      queryKey: detailKey(id),
      queryFn: ({ signal }) => getDevice(connection, id, signal),
    }),
}

/** Returns the pages of the list that are in memory. */
export function cachedPages(queryClient: QueryClient): PageOfDevices[] {
  return queryClient
    .getQueriesData<PageOfDevices>({ queryKey: lists })
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
