import { fleetState, type FleetState } from './fleet-state.ts'
import { FleetTooLarge } from './fleet-too-large.ts'
import { needFleet, refreshFleet } from './fleet.ts'

/**
 * Reads the fleet to its end if that has not been done. Rejects when there is no copy
 * to rely on; whether the copy is complete is for the caller to look at.
 */
export async function wholeFleet(): Promise<FleetState> {
  // A list without a search offers no other way to try again.
  if (fleetState.get().phase === 'failed') void refreshFleet()
  else needFleet()
  const state = await readingEnd()
  if (state.phase === 'complete' || state.phase === 'incomplete') return state
  if (state.phase === 'declined') throw new FleetTooLarge(state.total)
  throw new Error('The fleet could not be read to its end.', { cause: state.error })
}

function readingEnd(): Promise<FleetState> {
  return new Promise((resolve) => {
    const look = () => {
      const state = fleetState.get()
      if (state.phase === 'reading') return
      stop()
      resolve(state)
    }
    const stop = fleetState.subscribe(look)
    look()
  })
}
