import { explainError, type ErrorWords } from '../feedback/explain-error.ts'
import { wallTime } from '../lib/clock.ts'
import { capitalized, counted, formatCount } from '../lib/text.ts'
import { clockTime, type TimeZoneChoice } from '../lib/time.ts'
import { timeLeft } from '../lib/use-time-left.ts'
import { maxFleetSize, type FleetState, type Pace } from './fleet-state.ts'
import { maxRequests } from './sweep/request-pool.ts'

/** How much of the network an answer of the snapshot covers. */
export interface Coverage {
  /**
   * `complete`: every device, so counts are final and nothing found means none. `incomplete`: all
   * were loaded, but a few may have been missed, so an absence isn't proven. `partial`: the devices
   * loaded so far, so a count is one so far.
   */
  kind: 'complete' | 'incomplete' | 'partial'
  held: number
  total: number | undefined
  /** Number of devices that may be missing, at most; `undefined` when unknown. */
  missing: number | undefined
  isLoading: boolean
}

/** Returns how much an answer covers that is asked for in this state. */
export function coverageOf({ phase, asOf, held, total, missing }: FleetState): Coverage {
  const isLoading = phase === 'loading' || phase === 'empty'
  if (asOf === 0) {
    const rest = total === undefined ? undefined : Math.max(1, total - held)
    return { kind: 'partial', held, total, missing: rest, isLoading }
  }
  // During a refresh the earlier snapshot is as complete as it was.
  const kind = missing === 0 ? 'complete' : 'incomplete'
  return { kind, held, total, missing, isLoading: false }
}

/** "575 of 1,248 devices", or "575 devices" where the API gives no total. */
export function loadedWords({ held, total }: Pick<Coverage, 'held' | 'total'>): string {
  return total === undefined
    ? counted(held, 'device')
    : `${formatCount(held)} of ${counted(total, 'device')}`
}

/** Why devices can't be acted on yet, if so. `isStale`: those on the screen answer an earlier question. */
export function reasonToWait(
  { phase, asOf, held, loaded, total }: FleetState,
  isStale: boolean,
): string | undefined {
  const ready = isStale ? 'Wait for the devices' : undefined
  switch (phase) {
    case 'empty':
      return 'Wait until all devices are loaded'
    case 'loading':
      // During a refresh the previous snapshot is still complete.
      if (asOf > 0) return ready
      return total === undefined
        ? 'Wait until all devices are loaded'
        : `Wait until all devices are loaded: ${formatCount(loaded)} of ${formatCount(total)}`
    case 'stopped':
      return 'Load the rest of the devices first'
    case 'declined':
      return 'Too many devices to search'
    case 'failed':
      return held > 0 ? ready : 'The devices couldn’t be loaded'
    case 'complete':
    case 'incomplete':
      return ready
  }
}

/** Explains that there are too many devices; `total` is their number where known. */
export function tooLargeWords(total: number | undefined): ErrorWords {
  const has = total === undefined ? 'more devices than that' : counted(total, 'device')
  return {
    title: 'Too many devices to search',
    nextStep: `This network has ${has}, and up to ${formatCount(maxFleetSize)} can be searched, counted or exported. The list still sorts and pages all of them, and you can open and act on each there.`,
  }
}

/** Says what a result may lack; `undefined` when it lacks nothing. */
export function shortfall({ kind, missing, isLoading }: Coverage): string | undefined {
  if (kind === 'complete') return undefined
  return isLoading ? 'More may be found while devices load' : mayBeMissing(missing)
}

/** "Up to 3 devices may be missing". */
export function mayBeMissing(missing: number | undefined): string {
  return `${capitalized(countOfMissing(missing))} may be missing`
}

/** "up to 3 devices", or "an unknown number of devices". */
export function countOfMissing(missing: number | undefined): string {
  if (missing === undefined) return 'an unknown number of devices'
  return `up to ${counted(missing, 'device')}`
}

interface FleetTroubleWords {
  title: string
  more: string
  button?: string
}

/** Words for a snapshot that isn't, or may not be, all of the network; `undefined` where nothing is wrong. */
export function troubleOf(state: FleetState, zone: TimeZoneChoice): FleetTroubleWords | undefined {
  const coverage = coverageOf(state)
  const missing = countOfMissing(coverage.missing)
  switch (state.phase) {
    case 'empty':
    case 'loading':
    case 'complete':
      return undefined
    case 'incomplete':
      return {
        title: `Incomplete: ${missing} may be missing`,
        more: 'Devices were added or removed during loading, twice. Refresh later.',
        button: 'Refresh',
      }
    case 'stopped':
      return {
        title: `Stopped at ${loadedWords(coverage)}`,
        more: 'Counts, lists and searches don’t include the rest.',
        button: 'Load the rest',
      }
    case 'declined': {
      const { title, nextStep } = tooLargeWords(state.total)
      return { title, more: nextStep }
    }
    case 'failed':
      return {
        title: explainError(state.error).title,
        more: failureWords(state, missing, zone),
        button: 'Try again',
      }
  }
}

function failureWords({ asOf, held }: FleetState, missing: string, zone: TimeZoneChoice): string {
  if (asOf > 0) return `Showing data from ${clockTime(wallTime(asOf), zone)}.`
  return held > 0
    ? `Not all devices could be loaded: ${missing} may be missing here.`
    : 'The devices couldn’t be loaded.'
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
