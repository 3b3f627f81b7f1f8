import { useEffect } from 'react'
import { useStore } from '../lib/use-store.ts'
import { fleetState, type FleetState } from './fleet-state.ts'

/**
 * What is known of the copy of the whole fleet, which is read when nobody has yet.
 * The code that reads comes with the first need of it.
 */
export function useFleet(): FleetState {
  const state = useStore(fleetState)
  const isMissing = state.phase === 'empty'
  useEffect(() => {
    if (isMissing) void withFleet(({ needFleet }) => needFleet())
  }, [isMissing])
  return state
}

/** Reads the fleet again; resolves when that ended, however it did. */
export function readFleetAgain(): Promise<void> {
  return withFleet(({ refreshFleet }) => refreshFleet())
}

async function withFleet(
  what: (fleet: { needFleet(): void; refreshFleet(): Promise<void> }) => unknown,
): Promise<void> {
  try {
    await what(await import('./fleet.ts'))
  } catch (error) {
    const before = fleetState.get()
    fleetState.set({
      ...before,
      phase: 'failed',
      error,
      missing: Math.max(before.missing, 1),
      revision: before.revision + 1,
    })
  }
}
