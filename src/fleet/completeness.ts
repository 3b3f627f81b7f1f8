import { capitalized, counted, formatCount } from '../lib/text.ts'
import { isFirstReading, type FleetState } from './fleet-state.ts'

/**
 * Returns why devices found in the snapshot can't be acted on yet, or `undefined` when they can.
 * `isStale` says that the devices on the screen answer an earlier question.
 */
export function reasonToWait(state: FleetState, isStale: boolean): string | undefined {
  return reasonInState(state) ?? (isStale ? 'Wait for the devices' : undefined)
}

function reasonInState({ phase, asOf, held, read, total }: FleetState): string | undefined {
  switch (phase) {
    case 'empty':
      return 'Wait until all devices are loaded'
    case 'reading':
      // During a refresh the previous snapshot is still complete.
      if (asOf > 0) return undefined
      return total === undefined
        ? 'Wait until all devices are loaded'
        : `Wait until all devices are loaded: ${formatCount(read)} of ${formatCount(total)}`
    case 'declined':
      return 'Too many devices to search'
    case 'failed':
      return held > 0 ? undefined : 'The devices couldn’t be loaded'
    case 'complete':
    case 'incomplete':
      return undefined
  }
}

/** Says what a result of the snapshot may lack; `undefined` when it lacks nothing. */
export function shortfall(fleet: FleetState): string | undefined {
  if (isFirstReading(fleet)) return 'More may be found while devices load'
  return fleet.missing === 0 ? undefined : mayBeMissing(fleet.missing)
}

/** "Up to 3 devices may be missing". */
export function mayBeMissing(missing: number | undefined): string {
  const count = countOfMissing(missing)
  return `${capitalized(count)} may be missing`
}

/** "up to 3 devices", or "an unknown number of devices". */
export function countOfMissing(missing: number | undefined): string {
  if (missing === undefined) return 'an unknown number of devices'
  return `up to ${counted(missing, 'device')}`
}
