import type { Connection } from '../api/connection.ts'
import { isSending } from '../actions/run/run-list.ts'
import { loadFleet } from '../fleet/load-fleet.ts'
import { fleetState } from '../fleet/fleet-state.ts'

/** Pauses reading the fleet while a run sends, which leaves the API's rate limit to the run. Call the returned function to stop. */
export function pauseFleetWhileSending(connection: Connection): () => void {
  return isSending.subscribe(() => void followRuns(connection))
}

async function followRuns(connection: Connection): Promise<void> {
  if (fleetState.get().phase === 'empty') return
  const fleet = await loadFleet(connection)
  fleet.setPaused(isSending.get())
}
