import type { FleetResult } from '../fleet/use-fleet-query.ts'
import { isSearchable, type FleetState } from '../fleet/fleet-state.ts'

/**
 * True while the rows of an answer are held back: devices are loading, and each page of them would put
 * the rows in another order.
 */
export function isStillToCome(
  fleet: FleetState,
  { data, soFar, coverage, error }: FleetResult<unknown>,
): boolean {
  if (coverage.isLoading) return true
  return isSearchable(fleet) && data === undefined && soFar === undefined && error === null
}
