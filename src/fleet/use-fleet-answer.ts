import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createStore } from '../lib/store.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-connection.ts'
import type { Fleet } from './fleet.ts'
import { fleetState } from './fleet-state.ts'

/** While the copy fills, it changes many times a second; asking it that often helps nobody. */
const followEveryMs = 250

export interface FleetAnswer<T> {
  /** The newest answer; of an earlier question or of a copy that was still filling while `isStale`. */
  data: T | undefined
  /** What this very question is answered from the copy as it was read is not there yet. */
  isStale: boolean
  error: Error | null
}

/**
 * What the copy of the fleet answers to a question, asked again whenever its contents changed.
 * `question` names it: whatever the answer depends on.
 */
export function useFleetAnswer<T>(
  question: readonly unknown[],
  ask: (fleet: Fleet, signal: AbortSignal) => Promise<T>,
): FleetAnswer<T> {
  const connection = useConnection()
  const revision = useStore(followed)
  const { phase } = useStore(fleetState)
  const query = useQuery({
    queryKey: ['fleet', ...question, revision],
    queryFn: async ({ signal }) => {
      const { fleetOf } = await import('./fleet.ts')
      const askedIn = fleetState.get().phase
      const answer = await ask(fleetOf(connection), signal)
      return { question: JSON.stringify(question), askedIn, answer }
    },
    enabled: phase !== 'empty' && phase !== 'declined',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
  return {
    data: query.data?.answer,
    // One that rests on a slightly older copy will do, but not one of a copy that was not whole yet.
    isStale:
      query.data?.question !== JSON.stringify(question) ||
      (phase !== 'reading' && query.data.askedIn === 'reading'),
    error: query.error,
  }
}

/** The copy's revision as told to those who ask. */
const followed = createStore(fleetState.get().revision)
let timer: ReturnType<typeof setTimeout> | undefined

fleetState.subscribe(() => {
  timer ??= setTimeout(follow, followEveryMs)
})

function follow(): void {
  timer = undefined
  followed.set(fleetState.get().revision)
}
