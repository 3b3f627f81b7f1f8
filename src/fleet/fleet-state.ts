import { endWithSession } from '../lib/session-store.ts'
import { createStore, type Store } from '../lib/store.ts'

/** State of the snapshot of all devices. In a file of its own, so that every page can read it cheaply. */
export interface FleetState {
  /**
   * `empty`: never read, or cleared. `reading`: under way, and searchable meanwhile.
   * `complete`: holds every device that existed throughout. `incomplete`: the list moved during two
   * passes. `declined`: too large. `failed`: ended with `error`; devices read so far stay.
   */
  phase: 'empty' | 'reading' | 'complete' | 'incomplete' | 'declined' | 'failed'
  /** Devices read so far in this pass. */
  read: number
  /** Number of devices according to the API; `undefined` while unknown. */
  total: number | undefined
  /** Number of devices that may be missing, at most; 0 when `complete`, `undefined` when unknown. */
  missing: number | undefined
  /** When the latest full reading began (steady ms): the snapshot is at least as new; 0 before the first. */
  asOf: number
  /** An `ApiError`, or a bug of the console. */
  error?: unknown
  /** Grows with every change of the contents. */
  revision: number
  /** Number of searchable devices; includes those from before a refresh while it runs. */
  held: number
  /** True while a run acts: reading waits for it. */
  paused: boolean
}

/** Marks a query (`meta`) that the snapshot answers: it is repeated when the contents change. */
export const ofSnapshot = { isOfSnapshot: true } as const

/** Networks with more devices are not read: search time and memory would be noticeable. */
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

/** True once a search has an answer: devices are held, or there are none. */
export function isSearchable({ held, asOf }: FleetState): boolean {
  return held > 0 || asOf > 0
}

/** True while devices are read for the first time, so that more may come. */
export function isFirstReading({ phase, asOf }: FleetState): boolean {
  return phase === 'reading' && asOf === 0
}

export const fleetState: Store<FleetState> = createStore(nothingRead)
// The revision never restarts, or the next session's contents could pass for this one's.
endWithSession(() => {
  fleetState.set({ ...nothingRead, revision: fleetState.get().revision + 1 })
})
