import { endWithSession } from '../lib/session-store.ts'
import { createStore, type Store } from '../lib/store.ts'

/** What is known of the copy of the whole fleet. Small and free of imports, so that every page may read it. */
export interface FleetState {
  /**
   * `empty`: never read, or wiped. `reading`: under way, searchable while it fills.
   * `complete`: every device that was there throughout is in it. `incomplete`: the fleet moved while
   * it was read twice. `declined`: too large. `failed`: the reading broke off, with `error`; what was read stays.
   */
  phase: 'empty' | 'reading' | 'complete' | 'incomplete' | 'declined' | 'failed'
  /** Devices read so far in this walk. */
  read: number
  /** Devices there are, as the API says; `undefined` while it does not say. */
  total: number | undefined
  /** At most so many devices are missing; 0 when `complete`, `undefined` when nobody can tell. */
  missing: number | undefined
  /** When the walk began that the copy rests on (steady ms): it is at least as new as this; 0 before the first. */
  asOf: number
  /** Why it failed: an `ApiError`, or a fault of the console. */
  error?: unknown
  /** Grows whenever the contents changed: the sign to ask again. */
  revision: number
  /** Devices that can be searched now; during a refresh the old ones are still among them. */
  held: number
  /** True while a run acts, which the reading waits for. */
  paused: boolean
}

/** Marks a query (`meta`) that the snapshot answers: it is repeated when the contents change. */
export const ofSnapshot = { isOfSnapshot: true } as const

/** Above this many devices no copy is made (ms of every search and MB of memory would show). */
export const mostDevicesRead = 250_000

export const nothingRead: FleetState = {
  phase: 'empty',
  read: 0,
  total: undefined,
  missing: 0,
  asOf: 0,
  revision: 0,
  held: 0,
  paused: false,
}

/** True once a search can find something: devices are held, or it is known that there are none. */
export function isSearchable({ held, asOf }: FleetState): boolean {
  return held > 0 || asOf > 0
}

export const fleetState: Store<FleetState> = createStore(nothingRead)
// The revision goes on, or the next session's contents could pass for this one's.
endWithSession(() => {
  fleetState.set({ ...nothingRead, revision: fleetState.get().revision + 1 })
})
