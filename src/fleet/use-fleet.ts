import { useEffect } from 'react'
import { steadyNow } from '../lib/clock.ts'
import { useTimeLeft } from '../lib/use-time-left.ts'
import { useStore } from '../lib/use-store.ts'
import type { Session } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'
import { openDialogs } from '../ui/open-dialogs.ts'
import { fleetState, isLoaded, type FleetState } from './fleet-state.ts'
import type { Fleet } from './fleet.ts'
import { loadFleet } from './load-fleet.ts'

/** Fleets of up to this many devices load in a moment: no cost is shown, and they stay fresh. */
export const smallFleet = 2_000
/** Leaves time to load within the minute in which a snapshot may be acted on. */
const refreshAfterMs = 45_000
const lookEveryMs = 5_000

/** Returns the state of the snapshot. */
export function useFleetState(): FleetState {
  return useStore(fleetState(useSession()))
}

/** Returns the state of the snapshot, and starts loading it for the session if that was never done. */
export function useFleet(): FleetState {
  const session = useSession()
  const state = useFleetState()
  const isEmpty = state.phase === 'empty'
  useEffect(() => {
    if (isEmpty) void withFleet(session, (fleet) => fleet.ensureLoaded())
  }, [isEmpty, session])
  return state
}

/** Why loading waits, in words; `undefined` while it doesn't. */
export function useWaitingWords(): string | undefined {
  const { paused } = useFleetState()
  const limitedFor = useTimeLeft(useSession().connection.rateLimit.until)
  if (paused) return 'Paused until the current run ends'
  return limitedFor && `Rate limited. Retrying in ${limitedFor}.`
}

/** Keeps a small snapshot fresh while the page is visible. */
export function useFleetKeptFresh(): void {
  const session = useSession()
  useEffect(() => {
    const timer = setInterval(() => {
      const state = fleetState(session).get()
      const isLookedAt = document.visibilityState === 'visible' && openDialogs.get().length === 0
      if (!isLoaded(state) || state.paused || state.held > smallFleet || !isLookedAt) return
      if (steadyNow() - state.asOf < refreshAfterMs) return
      void withFleet(session, (fleet) => fleet.load({ isQuiet: true }))
    }, lookEveryMs)
    return () => clearInterval(timer)
  }, [session])
}

/** Loads all devices again, or the rest of them; resolves when that ends, successfully or not. */
export function refreshFleet(session: Session): Promise<void> {
  return withFleet(session, (fleet) => fleet.load())
}

/** Stops loading devices. */
export function stopLoading(session: Session): void {
  void withFleet(session, (fleet) => fleet.stop())
}

async function withFleet(session: Session, work: (fleet: Fleet) => unknown): Promise<void> {
  try {
    const fleet = await loadFleet(session)
    if (!session.connection.closed.aborted) await work(fleet)
  } catch (error) {
    if (session.connection.closed.aborted) return
    const before = fleetState(session).get()
    fleetState(session).set({ ...before, phase: 'failed', error })
  }
}
