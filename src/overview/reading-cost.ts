import { mostRowsAPage } from '../api/devices.ts'
import { createStoredValue } from '../lib/stored.ts'
import { counted } from '../lib/text.ts'
import { timeLeft } from '../lib/time.ts'

/** True when larger fleets are read automatically, too. */
export const readsEveryFleet = createStoredValue('read-every-fleet', (stored) => stored === true)

/** Rows of a page that its neighbor does not repeat, and pages read at a time (`fleet/sweep.ts`). */
const newRowsAPage = mostRowsAPage - 5
const pagesAtATime = 4

/** Time (ms) that four pages take even from a fast API, measured at 100,000 devices. */
const leastMs = 25

/** "about 107 requests, 6 s"; `requestMs` is the time that one request took. */
export function readingCost(total: number, requestMs: number): string {
  const pages = Math.ceil(total / newRowsAPage)
  const ms = Math.ceil(pages / pagesAtATime) * Math.max(requestMs, leastMs)
  return `about ${counted(pages + 1, 'request')}, ${timeLeft(ms)}`
}
