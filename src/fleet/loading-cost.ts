import { counted } from '../lib/text.ts'
import { timeLeft } from '../lib/time.ts'
import { maxRequests } from './sweep/request-pool.ts'

export interface Pace {
  /** Devices that a page adds: fewer than its rows, as pages overlap. */
  devicesPerRequest: number
  /** Mean time (ms) until an answer. */
  requestMs: number
}

/** Time (ms) that four pages take even from a fast API, measured at 100,000 devices. */
const minMs = 25

/** "about 107 more requests, 6 s": the cost of loading so many more devices. */
export function costOfRest(devices: number, { devicesPerRequest, requestMs }: Pace): string {
  const requests = Math.ceil(Math.max(0, devices) / Math.max(1, devicesPerRequest))
  const ms = Math.ceil(requests / maxRequests) * Math.max(requestMs, minMs)
  return `about ${counted(requests, 'more request')}, ${timeLeft(ms)}`
}

/** "1,248 requests, about 1 min 3 s": the cost of loading devices one by one. */
export function costOneByOne(devices: number, requestMs: number): string {
  const ms = Math.ceil(devices / maxRequests) * requestMs
  return `${counted(devices, 'request')}, about ${timeLeft(ms)}`
}
