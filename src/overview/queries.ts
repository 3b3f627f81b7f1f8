import { queryOptions } from '@tanstack/react-query'
import type { Connection } from '../api/connection.ts'
import { listDevices } from '../api/devices.ts'

/** The number of devices, from a request for one row, and how long that request took. */
export const overviewQueries = {
  size: (connection: Connection) =>
    queryOptions({
      queryKey: ['overview', 'size'],
      staleTime: 0,
      queryFn: async ({ signal }) => {
        const startedAt = performance.now()
        const { total } = await listDevices(connection, { sort: [], limit: 1, offset: 0 }, signal)
        // `null` because a query's data may not be undefined.
        return { total: total ?? null, requestMs: performance.now() - startedAt }
      },
    }),
}
