import { isSending } from '../actions/receipts/run-list.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import type { Session } from '../session/open-session.ts'

/** Pauses loading devices while a run sends, which leaves the API's rate limit to the run. Call the returned function to stop. */
export function pauseFleetWhileSending(session: Session): () => void {
  const fleet = fleetState(session)
  return isSending(session).subscribe(() => {
    fleet.set({ ...fleet.get(), paused: isSending(session).get() })
  })
}
