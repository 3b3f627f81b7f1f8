import { explainError } from '../api/explain-error.ts'
import { countOfMissing, coverageOf, loadedWords, tooLargeWords } from './coverage.ts'
import type { FleetState } from './fleet-state.ts'
import { wallTime } from '../lib/clock.ts'
import { clockTime, type TimeZoneChoice } from '../lib/time.ts'

/** Why devices are missing from the snapshot, and what a person can do about it. */
interface FleetTroubleWords {
  title: string
  more: string
  /** The button that loads devices; absent where that can't help. */
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
        more: 'Devices changed while they were loaded, twice. Refresh when less is going on.',
        button: 'Refresh',
      }
    case 'stopped':
      return {
        title: `Stopped at ${loadedWords(coverage)}`,
        more: 'Counts, lists and searches lack the others.',
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
