import type { Connection } from '../api/connection.ts'
import type { Device } from '../api/device.ts'
import { listDevices } from '../api/devices.ts'
import { serverNow, steadyNow, wallTime } from '../lib/clock.ts'
import type { ExportedFile } from './export.ts'
import { fleetState, nothingRead, type FleetState } from './fleet-state.ts'
import { FleetTooLarge } from './fleet-too-large.ts'
import { isRemoved, noteRemoved } from './removed.ts'
import type { ExportRequest, FleetPage, FleetQuery } from './requests.ts'
import { startSweep, type Sweep } from './sweep.ts'
import type { Term } from './terms.ts'
import { startWorker, type WorkerClient } from './worker-client.ts'

// The whole fleet as one may search it. Loaded when first needed: `await import('./fleet.ts')`.

/** At most this often progress is published while reading: each time, searches on the screen ask again. */
const publishEveryMs = 250
/** What decides, proves or leaves the page rests on a snapshot at most this old (QUALITY, 3). */
const freshForMs = 60_000

export interface SearchRequest extends Omit<FleetQuery, 'now'> {
  signal?: AbortSignal
}

/** The snapshot of one connection's fleet. It ends with the connection. */
export interface Fleet {
  /** Starts reading the fleet when that has not been done. `fleetState` tells the progress. */
  need(): void
  /**
   * Reads the fleet again; what was read before stays until it is replaced. Resolves when the
   * reading ended, however it did: `fleetState` tells. Concurrent calls share one reading.
   * `isQuiet`: nobody waits for it, so no progress is shown.
   */
  refresh(options?: { isQuiet?: boolean }): Promise<void>
  /**
   * Has the fleet read to its end within the last minute, and reads it again otherwise. Rejects when
   * there is nothing to rely on; whether it is complete is for the caller to look at.
   */
  whole(): Promise<FleetState>
  /** Holds the reading back while a run acts, so that it neither competes for the API nor drifts. */
  setPaused(paused: boolean): void
  /** Takes a device out that this console knows to be gone. */
  removed(id: string): void
  /** Replaces a device by what this console just learned. */
  changed(device: Device): void
  /** Searches what has been read so far, and starts reading when nothing has. */
  search(request: SearchRequest): Promise<FleetPage>
  /** The devices that match, in the API's order. */
  matching(terms: readonly Term[], signal?: AbortSignal): Promise<Device[]>
  /** Devices by id, in the order given; those not in the snapshot are left out. */
  byId(ids: readonly string[]): Promise<Device[]>
  /** Makes the file in the worker. Only what the snapshot holds is in it; JSON names ids it did not find. */
  exportFile(request: ExportRequest): Promise<ExportedFile>
}

const fleets = new WeakMap<Connection, Fleet>()

/** The fleet that a connection reaches. */
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
  /** Passes are numbered, so that what a later one did not meet can be told. */
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

  /** Publishes a change of the snapshot's state; a closed connection has nothing to say any more. */
  function publish(change: Partial<FleetState>): void {
    if (connection.closed.aborted) return
    const { revision, ...state } = fleetState.get()
    fleetState.set({ ...state, ...change, revision: revision + 1 })
  }

  /** Publishes a change once the worker has made it; a worker that was ended has nothing to say. */
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
      // All it held is gone with it; the next call starts another one.
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
        // A failure shows when all of them are awaited.
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
        // Only a pass that met every device proves that the others are gone.
        const held = await target.call('dropBefore', [complete ? passes : 0])
        const missing = complete ? 0 : result.missing
        end({ phase: result.kind, read: result.read, total: result.total, missing, asOf, held })
      } catch (error) {
        // Nobody asked for it: what was read before stays, with its age.
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
      throw new Error('The fleet could not be read to its end.', { cause: state.error })
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
    async search({ signal, ...query }) {
      return ready().ask('query', [{ ...query, now: serverNow() }], signal)
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
