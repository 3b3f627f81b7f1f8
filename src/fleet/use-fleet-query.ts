import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSession } from '../session/use-session.tsx'
import { coverageOf, type Coverage } from './coverage.ts'
import { fleetState, isSearchable } from './fleet-state.ts'
import type { Fleet } from './fleet.ts'
import { loadFleet, ofSnapshot } from './load-fleet.ts'
import { useFleetState } from './use-fleet.ts'

/** An answer of the snapshot, told apart by what it covers, so that none so far passes for the last one. */
export interface FleetResult<T> {
  /** The newest answer over all devices; while `isStale`, to an earlier question. */
  data: T | undefined
  /** The newest answer over the devices loaded so far, as long as that is all there is. */
  soFar: T | undefined
  /** The devices that the answer covers. Only if it is `complete`, nothing found means that there is none. */
  coverage: Coverage
  isStale: boolean
  error: Error | null
}

/** Asks the snapshot, again when it changes; loads nothing. `key`: all the answer depends on. */
export function useFleetQuery<T>(
  key: readonly unknown[],
  fn: (fleet: Fleet, signal: AbortSignal) => Promise<T>,
): FleetResult<T> {
  const session = useSession()
  const state = useFleetState()
  // Without devices every answer would be none.
  const canAnswer = isSearchable(state)
  const query = useQuery({
    queryKey: ['fleet', ...key],
    queryFn: async ({ signal }) => {
      const fleet = await loadFleet(session)
      // As it is before the answer, which must not claim more than what was searched.
      const coverage = coverageOf(fleetState(session).get())
      return { coverage, value: await fn(fleet, signal) }
    },
    meta: ofSnapshot,
    enabled: canAnswer,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
  const answer = canAnswer ? query.data : undefined
  const now = coverageOf(state)
  const isPartial = answer?.coverage.kind === 'partial'
  return {
    data: isPartial ? undefined : answer?.value,
    soFar: isPartial ? answer.value : undefined,
    coverage: answer?.coverage ?? now,
    // A slightly older snapshot will do, but not one that was still filling.
    isStale: !answer || query.isPlaceholderData || (answer.coverage.isLoading && !now.isLoading),
    error: canAnswer ? query.error : null,
  }
}
