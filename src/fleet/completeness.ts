import { counted, formatCount } from '../lib/text.ts'
import type { FleetState } from './fleet-state.ts'

/** Why nothing may be done yet to many devices found in the copy; `undefined` when it may. `isStale`: the answer is. */
export function reasonToWait(state: FleetState, isStale: boolean): string | undefined {
  return reasonInState(state) ?? (isStale ? 'Wait for the devices' : undefined)
}

function reasonInState({ phase, asOf, held, read, total }: FleetState): string | undefined {
  switch (phase) {
    case 'empty':
      return 'Wait until the fleet is read'
    case 'reading':
      // During a refresh the whole copy of before is still there.
      if (asOf > 0) return undefined
      return total === undefined
        ? 'Wait until the fleet is read'
        : `Wait until the fleet is read: ${formatCount(read)} of ${formatCount(total)}`
    case 'declined':
      return 'Too many devices to search'
    case 'failed':
      return held > 0 ? undefined : 'The fleet could not be read'
    case 'complete':
    case 'incomplete':
      return undefined
  }
}

/** What an answer of the copy may lack, in words; `undefined` when it lacks nothing. */
export function shortfall({ phase, asOf, missing }: FleetState): string | undefined {
  if (phase === 'reading' && asOf === 0) return 'More may be found while the fleet is read'
  return missing === 0 ? undefined : `${capitalized(countOfMissing(missing))} may be missing here`
}

/** "up to 3 devices", or that nobody knows how many. */
export function countOfMissing(missing: number | undefined): string {
  if (missing === undefined) return 'an unknown number of devices'
  return `up to ${counted(missing, 'device')}`
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
