import { queryOptions } from '@tanstack/react-query'
import { maxPageSize, type Connection } from '../api/connection.ts'
import { listDevices } from '../api/devices.ts'
import { createStoredValue } from '../lib/stored.ts'
import { counted } from '../lib/text.ts'
import { timeLeft } from '../lib/time.ts'
import { mostRequests } from './adaptive-pool.ts'
import { overlap } from './sweep.ts'

/** True when larger fleets are read automatically, too. */
export const readsEveryFleet = createStoredValue('read-every-fleet', (stored) => stored === true)

export interface FleetSize {
  /** `null` when the API doesn't say. */
  total: number | null
  /** Time (ms) that one request took. */
  requestMs: number
}

/** Reads the number of devices with a request for one row. */
export const fleetSizeQuery = (connection: Connection) =>
  queryOptions<FleetSize>({
    queryKey: ['fleet-size'],
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const startedAt = performance.now()
      const { total } = await listDevices(connection, { sort: [], limit: 1, offset: 0 }, signal)
      // `null` because a query's data may not be undefined.
      return { total: total ?? null, requestMs: performance.now() - startedAt }
    },
  })

/** Rows of a page that its neighbor does not repeat. */
const newRowsAPage = maxPageSize - overlap

/** Time (ms) that four pages take even from a fast API, measured at 100,000 devices. */
const leastMs = 25

/** "1,248 requests, about 1 min 3 s": the cost of reading devices one by one. */
export function singleReadingCost(devices: number, requestMs: number): string {
  const ms = Math.ceil(devices / mostRequests) * requestMs
  return `${counted(devices, 'request')}, about ${timeLeft(ms)}`
}

/** "about 107 requests, 6 s": the cost of reading `total` devices. */
export function readingCost(total: number, requestMs: number): string {
  const pages = Math.ceil(total / newRowsAPage)
  const ms = Math.ceil(pages / mostRequests) * Math.max(requestMs, leastMs)
  return `about ${counted(pages + 1, 'request')}, ${timeLeft(ms)}`
}
