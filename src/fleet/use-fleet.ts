import { useEffect } from 'react'
import type { Connection } from '../api/connection.ts'
import { steadyNow } from '../lib/clock.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-session.tsx'
import { dialogsOpen } from '../ui/dialogs-open.ts'
import type { Fleet } from './fleet.ts'
import { fleetState, type FleetState } from './fleet-state.ts'

/** Fleets of up to this many devices are read, and read again, without being asked to. */
export const mostReadUnasked = 2_000
/** Leaves time to read within the minute in which a snapshot may be acted on. */
const refreshAfterMs = 45_000
const lookEveryMs = 5_000

/**
 * Returns the state of the snapshot, and starts reading it if that was never done and `mayRead` is
 * true. The code for that loads when it is first needed.
 */
export function useFleet(mayRead = true): FleetState {
  const state = useStore(fleetState)
  const connection = useConnection()
  const isMissing = mayRead && state.phase === 'empty'
  useEffect(() => {
    if (isMissing) void withFleet(connection, (fleet) => fleet.need())
  }, [isMissing, connection])
  return state
}

/** Keeps a small snapshot fresh while the page is visible. */
export function useFleetKeptFresh(): void {
  const connection = useConnection()
  useEffect(() => {
    const timer = setInterval(() => {
      const { phase, held, asOf, paused } = fleetState.get()
      const isRead = phase === 'complete' || phase === 'incomplete'
      const isLookedAt = document.visibilityState === 'visible' && dialogsOpen.get() === 0
      if (!isRead || paused || held > mostReadUnasked || !isLookedAt) return
      if (steadyNow() - asOf < refreshAfterMs) return
      void withFleet(connection, (fleet) => fleet.refresh({ isQuiet: true }))
    }, lookEveryMs)
    return () => clearInterval(timer)
  }, [connection])
}

/** Reads all devices again; resolves when that ends, successfully or not. */
export function readFleetAgain(connection: Connection): Promise<void> {
  return withFleet(connection, (fleet) => fleet.refresh())
}

async function withFleet(connection: Connection, work: (fleet: Fleet) => unknown): Promise<void> {
  try {
    const { fleetOf } = await import('./fleet.ts')
    if (!connection.closed.aborted) await work(fleetOf(connection))
  } catch (error) {
    const before = fleetState.get()
    fleetState.set({
      ...before,
      phase: 'failed',
      error,
      missing: undefined,
      revision: before.revision + 1,
    })
  }
}
