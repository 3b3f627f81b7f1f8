import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useStore } from '../lib/use-store.ts'
import type * as Fleet from './fleet.ts'
import { fleetState } from './fleet-state.ts'

/** While the copy fills, it changes many times a second; asking it that often helps nobody. */
const followEveryMs = 400

export interface FleetAnswer<T> {
  /** The newest answer; of an earlier question while `isStale`. */
  data: T | undefined
  /** The answer to this very question is not there yet. */
  isStale: boolean
  error: Error | null
}

/**
 * What the copy of the fleet answers to a question, asked again whenever its contents changed.
 * `question` names it: whatever the answer depends on.
 */
export function useFleetAnswer<T>(
  question: readonly unknown[],
  ask: (fleet: typeof Fleet, signal: AbortSignal) => Promise<T>,
): FleetAnswer<T> {
  const revision = useSyncExternalStore(subscribeSlowly, readRevision)
  const { phase } = useStore(fleetState)
  const query = useQuery({
    queryKey: ['fleet', ...question, revision],
    queryFn: async ({ signal }) => ({
      question: JSON.stringify(question),
      answer: await ask(await import('./fleet.ts'), signal),
    }),
    enabled: phase !== 'empty' && phase !== 'declined',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
  return {
    data: query.data?.answer,
    // An answer that rests on a slightly older copy is of the same question.
    isStale: query.data?.question !== JSON.stringify(question),
    error: query.error,
  }
}

let shown = fleetState.get().revision
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

fleetState.subscribe(() => {
  if (timer !== undefined || listeners.size === 0) return
  timer = setTimeout(tell, followEveryMs)
})

function tell(): void {
  timer = undefined
  shown = fleetState.get().revision
  for (const listener of listeners) listener()
}

function subscribeSlowly(listener: () => void): () => void {
  // Nobody followed until now.
  if (listeners.size === 0) shown = fleetState.get().revision
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readRevision(): number {
  return shown
}
