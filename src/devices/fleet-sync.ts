import type { SettledBatch } from '../actions/outcome.ts'
import type { Connection } from '../api/connection.ts'
import { isSending } from '../actions/run-list.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { effectsOf } from './apply-settled.ts'

/** Applies outcomes to the fleet snapshot, if there is one. */
export async function applySettledToFleet({ connection, settled }: SettledBatch): Promise<void> {
  const { gone, changed } = effectsOf(settled)
  if (fleetState.get().phase === 'empty' || gone.size + changed.size === 0) return
  const { fleetOf } = await import('../fleet/fleet.ts')
  const fleet = fleetOf(connection)
  for (const id of gone) fleet.removed(id)
  for (const device of await fleet.byId([...changed.keys()])) {
    fleet.changed(changed.get(device.id)?.(device) ?? device)
  }
}

/** Pauses reading the fleet while a run sends, which leaves the API's rate limit to the run. Call the returned function to stop. */
export function pauseFleetWhileSending(connection: Connection): () => void {
  return isSending.subscribe(() => void followRuns(connection))
}

async function followRuns(connection: Connection): Promise<void> {
  if (fleetState.get().phase === 'empty') return
  const { fleetOf } = await import('../fleet/fleet.ts')
  fleetOf(connection).setPaused(isSending.get())
}
