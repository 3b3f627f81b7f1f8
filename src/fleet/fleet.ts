import type { Device } from '../api/device.ts'
import { serverNow, steadyNow, wallTime } from '../lib/clock.ts'
import type { Term } from '../query/terms.ts'
import type { Session } from '../session/open-session.ts'
import { sessionPart } from '../session/session-part.ts'
import { coverageOf, loadedWords } from './coverage.ts'
import type { ExportedFile } from './export.ts'
import type { FindQuery, Found } from './snapshot/finding.ts'
import type { FleetPostures, ReadPosture } from './snapshot/fleet-index.ts'
import { createFleetLoader } from './fleet-loader.ts'
import { fleetState, isLoaded, type FleetState } from './fleet-state.ts'
import { FleetTooLarge } from './fleet-too-large.ts'
import type { PeoplePage, PeopleQuery } from './snapshot/people.ts'
import type { ExportRequest, FleetPage, FleetQuery } from './requests.ts'
import { startWorker, type WorkerClient } from './worker/worker-client.ts'

// The snapshot of all devices. Loaded when first needed: `load-fleet.ts`.

/** Maximum age (ms) of a snapshot that decisions, proofs and exports rest on. */
const freshForMs = 60_000

export interface PeopleRequest extends Omit<PeopleQuery, 'now'> {
  signal?: AbortSignal
}

export interface FindRequest extends Omit<FindQuery, 'now'> {
  signal?: AbortSignal
}

export interface SearchRequest extends Omit<FleetQuery, 'now'> {
  signal?: AbortSignal
}

/** The snapshot of a session's devices. It ends with the session. */
export interface Fleet {
  /** Starts loading unless that was done before. Progress is in `fleetState`. */
  ensureLoaded(): void
  /**
   * Loads all devices again, or the rest of a load that was stopped; earlier data stays until it is
   * replaced. Resolves when that ends, successfully or not; the result is in `fleetState`. Concurrent
   * calls share one load. `isQuiet` shows no progress, for loads that nobody waits for.
   */
  refresh(options?: { isQuiet?: boolean }): Promise<void>
  /**
   * Resolves with the state of a snapshot that is at most a minute old, and loads it again if it has
   * to. It may be incomplete. Rejects when there is none.
   */
  ensureFresh(): Promise<FleetState>
  /** Stops loading. What came stays, and `refresh` loads the rest. */
  stop(): void
  /** Pauses loading while a run acts, which would compete for the API and move the list. */
  setPaused(paused: boolean): void
  /** Removes a device that the API no longer has. */
  removed(id: string): void
  /** Replaces a device by newer data. */
  changed(device: Device): void
  /** Adds postures of single devices, which the API's list doesn't have. */
  addPostures(read: readonly ReadPosture[]): Promise<void>
  /** Returns the IDs of devices that have no posture in the list and weren't read by themselves. */
  unreadPostures(): Promise<string[]>
  /** Searches the devices loaded so far, and starts loading if that was never done. */
  search(request: SearchRequest): Promise<FleetPage>
  /** Finds the devices and people that a text names best, among those loaded so far. */
  find(request: FindRequest): Promise<Found>
  /** Counts the devices that match, once for each search. */
  count(searches: readonly (readonly Term[])[], signal?: AbortSignal): Promise<number[]>
  /** Returns the distinct app versions, in no particular order. */
  versions(signal?: AbortSignal): Promise<string[]>
  /** Finds people by the devices loaded so far. */
  people(request: PeopleRequest): Promise<PeoplePage>
  /** Counts what the postures of the devices loaded so far say. */
  postures(signal?: AbortSignal): Promise<FleetPostures>
  /** Returns the devices that match, in the API's order. */
  matching(terms: readonly Term[], signal?: AbortSignal): Promise<Device[]>
  /** Returns devices by ID in the order given, without those that the snapshot doesn't hold. */
  byId(ids: readonly string[]): Promise<Device[]>
  /** Asks about a list or an earlier export; starts loading if that was never done. */
  ask: WorkerClient['ask']
  /** Writes the file in the worker, from the snapshot as it is. */
  exportFile(request: ExportRequest): Promise<ExportedFile>
}

/** Returns the snapshot of a session. */
export const fleetOf = sessionPart(createFleet)

function createFleet(session: Session): Fleet {
  const { connection } = session
  const state = fleetState(session)
  let worker: WorkerClient | undefined

  /** Publishes a change of state, unless the connection is closed. */
  function publish(change: Partial<FleetState>): void {
    if (connection.closed.aborted) return
    const { revision, ...before } = state.get()
    // What the snapshot holds changes with the number of its devices alone, or together with it.
    const next = 'held' in change ? revision + 1 : revision
    state.set({ ...before, ...change, revision: next })
  }

  /** Publishes a change once the worker has made it, unless that worker was ended. */
  async function follow(held: Promise<number>, change: Partial<FleetState> = {}): Promise<void> {
    const target = worker
    try {
      const count = await held
      if (worker === target) publish({ ...change, held: count })
    } catch (error) {
      if (worker === target) publish({ phase: 'failed', error })
    }
  }

  function begin(): WorkerClient {
    connection.closed.throwIfAborted()
    if (worker) return worker
    const made = startWorker((error) => {
      if (worker !== made) return
      // Its data is lost; the next call starts another worker.
      worker = undefined
      loader.end()
      publish({ phase: 'failed', error, held: 0, asOf: 0 })
    })
    worker = made
    return made
  }

  function dropWorker(): void {
    worker?.end()
    worker = undefined
  }

  const loader = createFleetLoader({ session, worker: begin, dropWorker, publish, follow })
  connection.closed.addEventListener('abort', () => {
    loader.end()
    dropWorker()
  })

  function ready(): WorkerClient {
    fleet.ensureLoaded()
    if (state.get().phase === 'declined') throw new FleetTooLarge(state.get().total)
    return begin()
  }

  const fleet: Fleet = {
    ensureLoaded() {
      if (state.get().phase === 'empty' && !connection.closed.aborted) void loader.load()
    },
    refresh: (options) => loader.load(options),
    async ensureFresh() {
      const before = state.get()
      if (!isLoaded(before) || steadyNow() - before.asOf > freshForMs) {
        await loader.load({ maxAgeMs: freshForMs })
      }
      const now = state.get()
      if (isLoaded(now)) return now
      if (now.phase === 'declined') throw new FleetTooLarge(now.total)
      if (now.phase === 'stopped') {
        throw new Error(`Loading was stopped at ${loadedWords(coverageOf(now))}.`)
      }
      throw new Error('Not all devices could be loaded.', { cause: now.error })
    },
    stop: loader.stop,
    setPaused(paused) {
      if (state.get().paused === paused) return
      publish({ paused })
      loader.followPause()
    },
    removed(id) {
      if (!worker) return
      const now = state.get()
      const { total } = now
      // While devices are loaded, the total is that of the load, which may have begun later.
      const isCounted = total !== undefined && isLoaded(now)
      void follow(worker.call('remove', [id]), isCounted ? { total: Math.max(0, total - 1) } : {})
    },
    changed(device) {
      if (worker) void follow(worker.call('patch', [device, loader.passes()]))
    },
    async addPostures(read) {
      if (worker && read.length > 0) await follow(worker.call('addPostures', [read]))
    },
    async unreadPostures() {
      return ready().ask('unreadPostures', [])
    },
    async search({ signal, ...query }) {
      return ready().ask('query', [{ ...query, now: serverNow() }], signal)
    },
    async find({ signal, ...query }) {
      return ready().ask('find', [{ ...query, now: serverNow() }], signal)
    },
    async count(searches, signal) {
      return ready().ask('count', [searches, serverNow()], signal)
    },
    async versions(signal) {
      return ready().ask('versions', [], signal)
    },
    async people({ signal, ...query }) {
      return ready().ask('people', [{ ...query, now: serverNow() }], signal)
    },
    async postures(signal) {
      return ready().ask('postures', [], signal)
    },
    async matching(terms, signal) {
      return ready().ask('devicesOf', [{ terms }, serverNow()], signal)
    },
    async byId(ids) {
      return ready().ask('devicesOf', [{ ids }, serverNow()])
    },
    // Later, so that a refusal rejects.
    ask: (name, args, signal) => Promise.resolve().then(() => ready().ask(name, args, signal)),
    async exportFile(request) {
      const { missing, asOf } = state.get()
      return ready().ask('exportFile', [
        request,
        { now: Date.now(), readAt: wallTime(asOf), missing, host: connection.host },
      ])
    },
  }
  return fleet
}
