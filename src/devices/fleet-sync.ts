import type { SettledBatch } from '../actions/outcome.ts'
import type { Connection } from '../api/connection.ts'
import { isSending } from '../actions/runs.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { deactivated, effectsOf } from './apply-settled.ts'

/** Makes the copy of the whole fleet, where there is one, agree with what actions did. */
export async function applySettledToFleet({ connection, settled }: SettledBatch): Promise<void> {
  const { gone, off } = effectsOf(settled)
  if (fleetState.get().phase === 'empty' || gone.size + off.size === 0) return
  const { fleetOf } = await import('../fleet/fleet.ts')
  const fleet = fleetOf(connection)
  for (const id of gone) fleet.removed(id)
  for (const device of await fleet.byId([...off])) fleet.changed(deactivated(device))
}

/** Lets the reading of the fleet wait while a run sends, so that the run has the API's limits to itself. */
export function pauseFleetWhileSending(connection: Connection): () => void {
  return isSending.subscribe(() => void followRuns(connection))
}

async function followRuns(connection: Connection): Promise<void> {
  if (fleetState.get().phase === 'empty') return
  const { fleetOf } = await import('../fleet/fleet.ts')
  fleetOf(connection).setPaused(isSending.get())
}
