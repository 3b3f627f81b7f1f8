import { queryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { Device, DevicePage } from '../api/device.ts'
import type { Connection } from '../api/connection.ts'
import { getDevice } from '../api/devices.ts'
import type { ListParams } from '../list/list-params.ts'
import { readPage } from './read-page.ts'

const all = ['devices'] as const
const lists = [...all, 'list'] as const
const details = [...all, 'detail'] as const

const listKey = (params: ListParams) => [...lists, params] as const
const detailKey = (id: string) => [...details, id] as const

/**
 * Keys and functions of every device query; callers spread and add. The cache is one connection's own
 * (`app/connected.tsx`), and each query reads by it.
 */
export const deviceQueries = {
  all,
  lists,
  listKey,
  detailKey,
  list: (connection: Connection, params: ListParams) =>
    queryOptions({
      queryKey: listKey(params),
      // One table, two sources: the server answers for the whole list, a copy of the fleet for a search.
      queryFn: async ({ signal }) =>
        params.q === ''
          ? readPage(connection, params, signal)
          : (await import('./search-page.ts')).searchPage(connection, params, signal),
    }),
  /** What the list under a key of `lists` was asked for. */
  paramsIn: (key: QueryKey) => key[lists.length] as ListParams,
  detail: (connection: Connection, id: string) =>
    queryOptions({
      queryKey: detailKey(id),
      queryFn: ({ signal }) => getDevice(connection, id, signal),
    }),
}

/** Every page of the list that is in memory. */
export function cachedPages(queryClient: QueryClient): DevicePage[] {
  return queryClient
    .getQueriesData<DevicePage>({ queryKey: lists })
    .flatMap(([, page]) => (page ? [page] : []))
}

/** The newest row of a device in memory, for showing something at once. */
export function cachedDevice(queryClient: QueryClient, id: string): Device | undefined {
  for (const page of cachedPages(queryClient).toReversed()) {
    const found = page.devices.find((device) => device.id === id)
    if (found) return found
  }
  return undefined
}
