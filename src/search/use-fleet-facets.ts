import type { Facets } from '../fleet/requests.ts'
import { useFleetAnswer, type FleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useFleet } from '../fleet/use-fleet.ts'

/** Counts the values that all devices have, and reads the fleet when that has not been done. */
export function useFleetFacets(): FleetAnswer<Facets> {
  useFleet()
  return useFleetAnswer(['facets'], async (fleet, signal) => {
    const { facets } = await fleet.search({ terms: [], sort: [], offset: 0, limit: 0, signal })
    return facets
  })
}
