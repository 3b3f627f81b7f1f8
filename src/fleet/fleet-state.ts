import { createStore } from '../lib/store.ts'
import { sessionPart } from '../session/open-session.ts'

export interface Pace {
  /** Devices that a page adds: fewer than its rows, as pages overlap. */
  devicesPerRequest: number
  /** Mean time (ms) until an answer. */
  requestMs: number
}

/** State of the snapshot of all devices. In a file of its own, so that every page can read it cheaply. */
export interface FleetState {
  /**
   * `empty`: never loaded, or cleared. `loading`: under way, and searchable meanwhile.
   * `complete`: holds every device that existed throughout. `incomplete`: the list moved during two
   * passes. `stopped`: a person stopped the first load; what came stays, and the rest can follow.
   * `declined`: too large. `failed`: ended with `error`; devices loaded so far stay, unless the
   * worker that held them has failed.
   */
  phase: 'empty' | 'loading' | 'complete' | 'incomplete' | 'stopped' | 'declined' | 'failed'
  loaded: number
  total: number | undefined
  pace: Pace | undefined
  /** Number of devices that the latest full load may lack, at most; `undefined` when unknown. */
  missing: number | undefined
  /** When the latest full load began (steady ms): the snapshot is at least as new; 0 before the first. */
  asOf: number
  error?: unknown
  revision: number
  /** Number of searchable devices; includes those from before a refresh while it runs. */
  held: number
  paused: boolean
}

/** Maximum age (ms) of data that is acted on or exported; older data is read again. */
export const freshForMs = 60_000

/** Larger networks are not loaded: search time and memory would be noticeable. */
export const maxFleetSize = 250_000

export const emptyFleet: FleetState = {
  phase: 'empty',
  loaded: 0,
  total: undefined,
  pace: undefined,
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

/** True when a full load has just ended, whether devices may be missing or not. */
export function isLoaded({ phase }: FleetState): boolean {
  return phase === 'complete' || phase === 'incomplete'
}

/** How far the session's snapshot is. */
export const fleetState = sessionPart(() => createStore<FleetState>(emptyFleet))
