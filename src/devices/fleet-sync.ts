import type { SettledBatch } from '../actions/outcome.ts'
import { isSending } from '../actions/runs.ts'
import { fleetState } from '../fleet/fleet-state.ts'
import { deactivated, effectsOf } from './apply-settled.ts'

/** Makes the copy of the whole fleet, where there is one, agree with what actions did. */
export async function applySettledToFleet({ settled }: SettledBatch): Promise<void> {
  const { gone, off } = effectsOf(settled)
  if (fleetState.get().phase === 'empty' || gone.size + off.size === 0) return
  const { devicesById, fleetChanged, fleetRemoved } = await import('../fleet/fleet.ts')
  for (const id of gone) fleetRemoved(id)
  for (const device of await devicesById([...off])) fleetChanged(deactivated(device))
}

/** Lets the reading of the fleet wait while a run sends, so that the run has the API's limits to itself. */
export function pauseFleetWhileSending(): () => void {
  return isSending.subscribe(() => void followRuns())
}

async function followRuns(): Promise<void> {
  if (fleetState.get().phase === 'empty') return
  const { setFleetPaused } = await import('../fleet/fleet.ts')
  setFleetPaused(isSending.get())
}
