import { isSending } from '../actions/receipts/run-list.ts'
import { loadFleet } from '../fleet/load-fleet.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import type { Session } from '../session/open-session.ts'

/** Pauses reading the fleet while a run sends, which leaves the API's rate limit to the run. Call the returned function to stop. */
export function pauseFleetWhileSending(session: Session): () => void {
  return isSending(session).subscribe(() => void followRuns(session))
}

async function followRuns(session: Session): Promise<void> {
  if (fleetState(session).get().phase === 'empty') return
  const fleet = await loadFleet(session)
  fleet.setPaused(isSending(session).get())
}
