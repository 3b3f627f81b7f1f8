import type { Connection } from '../api/connection.ts'
import type { Device } from '../api/device.ts'
import { listDevices } from '../api/devices.ts'
import { serverNow, steadyNow, wallTime } from '../lib/clock.ts'
import type { ExportedFile } from './export.ts'
import { fleetState, nothingRead, type FleetState } from './fleet-state.ts'
import { FleetTooLarge } from './fleet-too-large.ts'
import type { FleetPostures, ReadPosture } from './fleet-index.ts'
import type { FindQuery, Found } from './finding.ts'
import type { PeoplePage, PeopleQuery } from './people.ts'
import { isRemoved, noteRemoved } from './removed.ts'
import type { ExportRequest, FleetPage, FleetQuery } from './requests.ts'
import { startSweep, type Sweep } from './sweep.ts'
import type { Term } from '../query/terms.ts'
import { startWorker, type WorkerClient } from './worker-client.ts'

// The snapshot of all devices. Loaded when first needed: `await import('./fleet.ts')`.

/** Minimum time between progress updates: each one repeats the searches on the screen. */
const publishEveryMs = 250
/** Maximum age of a snapshot that decisions, proofs and exports rest on (QUALITY.md, 3). */
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

/** The snapshot of one connection's devices. It ends with the connection. */
export interface Fleet {
  /** Starts reading unless that was done before. Progress is in `fleetState`. */
  need(): void
  /**
   * Reads all devices again; earlier data stays until it is replaced. Resolves when the reading
   * ends, successfully or not; the result is in `fleetState`. Concurrent calls share one reading.
   * `isQuiet` shows no progress, for readings that nobody waits for.
   */
  refresh(options?: { isQuiet?: boolean }): Promise<void>
  /**
   * Resolves with the state of a snapshot that is at most a minute old, and reads it again if it has
   * to. It may be incomplete. Rejects when there is none.
   */
  whole(): Promise<FleetState>
  /** Pauses reading while a run acts, which would compete for the API and move the list. */
  setPaused(paused: boolean): void
  /** Removes a device that the API no longer has. */
  removed(id: string): void
  /** Replaces a device by newer data. */
  changed(device: Device): void
  /** Adds postures of single devices, which the API's list doesn't have. */
  addPostures(read: readonly ReadPosture[]): Promise<void>
  /** Returns the IDs of devices that have no posture in the list and weren't read by themselves. */
  unreadPostures(): Promise<string[]>
  /** Searches the devices read so far, and starts reading if that was never done. */
  search(request: SearchRequest): Promise<FleetPage>
  /** Finds the devices and people that a text names best, among those read so far. */
  find(request: FindRequest): Promise<Found>
  /** Counts the devices that match, once for each search. */
  count(searches: readonly (readonly Term[])[], signal?: AbortSignal): Promise<number[]>
  /** Returns the distinct app versions, in no particular order. */
  versions(signal?: AbortSignal): Promise<string[]>
  /** Finds people by the devices read so far. */
  people(request: PeopleRequest): Promise<PeoplePage>
  /** Counts what the postures of the devices read so far say. */
  postures(signal?: AbortSignal): Promise<FleetPostures>
  /** Returns the devices that match, in the API's order. */
  matching(terms: readonly Term[], signal?: AbortSignal): Promise<Device[]>
  /** Returns devices by ID in the order given, without those that the snapshot doesn't hold. */
  byId(ids: readonly string[]): Promise<Device[]>
  /** Writes the file in the worker, from the snapshot as it is. */
  exportFile(request: ExportRequest): Promise<ExportedFile>
}

const fleets = new WeakMap<Connection, Fleet>()

/** Returns the snapshot of a connection. */
export function fleetOf(connection: Connection): Fleet {
  const known = fleets.get(connection)
  if (known) return known
  const fleet = createFleet(connection)
  fleets.set(connection, fleet)
  return fleet
}

interface Reading {
  sweep: Sweep
  done: Promise<void>
  isQuiet: boolean
}

function createFleet(connection: Connection): Fleet {
  let worker: WorkerClient | undefined
  let reading: Reading | undefined
  /** Number of passes: devices that a later pass did not meet can be dropped. */
  let passes = 0

  connection.closed.addEventListener('abort', () => {
    reading?.sweep.stop()
    reading = undefined
    worker?.end()
    worker = undefined
  })
  connection.rateLimit.until.subscribe(() => {
    if (connection.rateLimit.until.get() > 0) reading?.sweep.slowDown()
  })

  /** Publishes a change of state, unless the connection is closed. */
  function publish(change: Partial<FleetState>): void {
    if (connection.closed.aborted) return
    const { revision, ...state } = fleetState.get()
    fleetState.set({ ...state, ...change, revision: revision + 1 })
  }

  /** Publishes a change once the worker has made it, unless that worker was ended. */
  async function follow(held: Promise<number>, change: Partial<FleetState> = {}): Promise<void> {
    const target = worker
    try {
      const count = await held
      if (worker === target) publish({ ...change, held: count })
    } catch (error) {
      if (worker === target) publish({ phase: 'failed', error, missing: undefined })
    }
  }

  function begin(): WorkerClient {
    connection.closed.throwIfAborted()
    if (worker) return worker
    const made = startWorker((error) => {
      if (worker !== made) return
      // Its data is lost; the next call starts another worker.
      worker = undefined
      reading?.sweep.stop()
      reading = undefined
      publish({
        phase: 'failed',
        error,
        held: 0,
        asOf: 0,
        missing: undefined,
      })
    })
    worker = made
    return made
  }

  function ready(): WorkerClient {
    fleet.need()
    if (fleetState.get().phase === 'declined') {
      throw new FleetTooLarge(fleetState.get().total)
    }
    return begin()
  }

  function startReading(isQuiet: boolean): Reading {
    const target = begin()
    const asOf = steadyNow()
    let publishedAt = 0
    const added: Promise<number>[] = []
    const { error: _error, ...before } = fleetState.get()
    if (!isQuiet) fleetState.set({ ...before, phase: 'reading', read: 0, total: undefined })

    const sweep = startSweep({
      listPage: (request, signal) => listDevices(connection, request, signal),
      now: serverNow,
      onPass: () => {
        passes += 1
      },
      onPage: (page) => {
        const present = page.devices.filter((device) => !isRemoved(device))
        const adding = target.call('add', [present, { pass: passes, place: page.offset }])
        // Failures are handled where all of them are awaited.
        adding.catch(() => undefined)
        added.push(adding)
      },
      onProgress: (progress) => {
        const now = steadyNow()
        if (reading?.isQuiet || now - publishedAt < publishEveryMs) return
        publishedAt = now
        const last = added.at(-1)
        if (last) void follow(last, progress)
      },
    })
    if (fleetState.get().paused) sweep.pause()
    const started: Reading = { sweep, done: Promise.resolve(), isQuiet }
    started.done = finish()
    return started

    async function finish(): Promise<void> {
      const isOurs = () => worker === target && reading === started
      const end = (change: Partial<FleetState>) => {
        if (!isOurs()) return
        reading = undefined
        publish(change)
      }
      try {
        const result = await sweep.result
        if (result.kind === 'declined') {
          const { paused } = fleetState.get()
          end({ ...nothingRead, paused, phase: 'declined', total: result.total })
          target.end()
          if (worker === target) worker = undefined
          return
        }
        await Promise.all(added)
        const complete = result.kind === 'complete'
        if (!isOurs()) return
        // Only a complete pass proves that the other devices are gone.
        const held = await target.call('dropBefore', [complete ? passes : 0])
        const missing = complete ? 0 : result.missing
        end({ phase: result.kind, read: result.read, total: result.total, missing, asOf, held })
      } catch (error) {
        // Nobody waits for it: the earlier data stays, with its age.
        if (started.isQuiet) {
          if (isOurs()) reading = undefined
          return
        }
        const held = (await Promise.allSettled(added)).at(-1)
        const { total } = fleetState.get()
        const size = held?.status === 'fulfilled' ? held.value : fleetState.get().held
        const missing = total === undefined ? undefined : Math.max(1, total - size)
        end({ phase: 'failed', error, held: size, missing })
      }
    }
  }

  const fleet: Fleet = {
    need() {
      if (fleetState.get().phase === 'empty' && !connection.closed.aborted) void fleet.refresh()
    },
    refresh({ isQuiet = false } = {}) {
      if (reading?.isQuiet && !isQuiet) {
        reading.isQuiet = false
        publish({ phase: 'reading', read: 0, total: undefined })
      }
      reading ??= startReading(isQuiet)
      return reading.done
    },
    async whole() {
      const { phase, asOf } = fleetState.get()
      const isRead = phase === 'complete' || phase === 'incomplete'
      if (!isRead || steadyNow() - asOf > freshForMs) await fleet.refresh()
      const state = fleetState.get()
      if (state.phase === 'complete' || state.phase === 'incomplete') return state
      if (state.phase === 'declined') throw new FleetTooLarge(state.total)
      throw new Error('Not all devices could be loaded.', { cause: state.error })
    },
    setPaused(paused) {
      if (fleetState.get().paused === paused) return
      publish({ paused })
      if (paused) reading?.sweep.pause()
      else reading?.sweep.resume()
    },
    removed(id) {
      noteRemoved(id)
      if (!worker) return
      const { total } = fleetState.get()
      void follow(
        worker.call('remove', [id]),
        total === undefined ? {} : { total: Math.max(0, total - 1) },
      )
    },
    changed(device) {
      if (!worker || isRemoved(device)) return
      void follow(worker.call('patch', [device, passes]))
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
    async exportFile(request) {
      const { missing, asOf } = fleetState.get()
      return ready().ask('exportFile', [
        request,
        { now: Date.now(), readAt: wallTime(asOf), missing },
      ])
    },
  }
  return fleet
}
