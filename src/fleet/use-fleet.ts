import { useEffect } from 'react'
import type { Connection } from '../api/connection.ts'
import { steadyNow } from '../lib/clock.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-session.tsx'
import { openDialogs } from '../ui/open-dialogs.ts'
import { fleetState, isLoaded, type FleetState } from './fleet-state.ts'
import type { Fleet } from './fleet.ts'
import { loadFleet } from './load-fleet.ts'

/** Fleets of up to this many devices load in a moment: nobody needs the cost, and they stay fresh by themselves. */
export const smallFleet = 2_000
/** Leaves time to load within the minute in which a snapshot may be acted on. */
const refreshAfterMs = 45_000
const lookEveryMs = 5_000

/**
 * Returns the state of the snapshot, and starts loading it if that was never done. Loading belongs to
 * the session: it continues when the page is left, and other pages join it.
 */
export function useFleet(): FleetState {
  const state = useStore(fleetState)
  const connection = useConnection()
  const isEmpty = state.phase === 'empty'
  useEffect(() => {
    if (isEmpty) void withFleet(connection, (fleet) => fleet.ensureLoaded())
  }, [isEmpty, connection])
  return state
}

/** Keeps a small snapshot fresh while the page is visible. */
export function useFleetKeptFresh(): void {
  const connection = useConnection()
  useEffect(() => {
    const timer = setInterval(() => {
      const state = fleetState.get()
      const isLookedAt = document.visibilityState === 'visible' && openDialogs.get().length === 0
      if (!isLoaded(state) || state.paused || state.held > smallFleet || !isLookedAt) return
      if (steadyNow() - state.asOf < refreshAfterMs) return
      void withFleet(connection, (fleet) => fleet.refresh({ isQuiet: true }))
    }, lookEveryMs)
    return () => clearInterval(timer)
  }, [connection])
}

/** Loads all devices again, or the rest of them; resolves when that ends, successfully or not. */
export function refreshFleet(connection: Connection): Promise<void> {
  return withFleet(connection, (fleet) => fleet.refresh())
}

/** Stops loading devices. */
export function stopLoading(connection: Connection): void {
  void withFleet(connection, (fleet) => fleet.stop())
}

async function withFleet(connection: Connection, work: (fleet: Fleet) => unknown): Promise<void> {
  try {
    const fleet = await loadFleet(connection)
    if (!connection.closed.aborted) await work(fleet)
  } catch (error) {
    if (connection.closed.aborted) return
    const before = fleetState.get()
    fleetState.set({ ...before, phase: 'failed', error })
  }
}
