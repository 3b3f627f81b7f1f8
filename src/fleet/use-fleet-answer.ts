import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-session.tsx'
import type { Fleet } from './fleet.ts'
import { fleetState, ofSnapshot } from './fleet-state.ts'
import { followFleet } from './follow-fleet.ts'

export interface FleetAnswer<T> {
  /** The newest answer; while `isStale`, to an earlier question or from a snapshot that was still filling. */
  data: T | undefined
  isStale: boolean
  error: Error | null
}

/** Keeps everything on the screen that rests on the snapshot in step with it. */
export function useFollowFleet(): void {
  const queryClient = useQueryClient()
  useEffect(() => followFleet(queryClient), [queryClient])
}

/**
 * Asks the snapshot a question, and again whenever its contents change. `question` identifies it by
 * everything that the answer depends on.
 */
export function useFleetAnswer<T>(
  question: readonly unknown[],
  ask: (fleet: Fleet, signal: AbortSignal) => Promise<T>,
): FleetAnswer<T> {
  const connection = useConnection()
  const { phase } = useStore(fleetState)
  useFollowFleet()
  const query = useQuery({
    queryKey: ['fleet', ...question],
    queryFn: async ({ signal }) => {
      const { fleetOf } = await import('./fleet.ts')
      const askedIn = fleetState.get().phase
      const answer = await ask(fleetOf(connection), signal)
      return { question: JSON.stringify(question), askedIn, answer }
    },
    meta: ofSnapshot,
    enabled: phase !== 'empty' && phase !== 'declined',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
  return {
    data: query.data?.answer,
    // An answer from a slightly older snapshot will do, but not one from a snapshot still filling.
    isStale:
      query.data?.question !== JSON.stringify(question) ||
      (phase !== 'reading' && query.data.askedIn === 'reading'),
    error: query.error,
  }
}
