import type { Device } from '../api/device.ts'
import { listDevices } from '../api/devices.ts'
import { gateOpensAt } from '../api/gate.ts'
import { session } from '../session/session.ts'
import type { ExportedFile } from './export.ts'
import { fleetState, nothingRead, type FleetState } from './fleet-state.ts'
import { FleetTooLarge } from './fleet-too-large.ts'
import type { ExportRequest, FleetPage, FleetQuery } from './requests.ts'
import { startSweep, type Sweep } from './sweep.ts'
import type { Term } from './terms.ts'
import { startWorker, type WorkerClient } from './worker-client.ts'

// The whole fleet as one may search it. Loaded when first needed: `await import('../fleet/fleet.ts')`.

/** At most this often the state is told while reading: each time, whoever shows a search asks again. */
const tellEveryMs = 250

interface Reading {
  sweep: Sweep
  done: Promise<void>
}

let worker: WorkerClient | undefined
let reading: Reading | undefined
/** Walks are numbered, so that what a later one did not meet can be told. */
let walks = 0
/** Ids removed in this session: no late answer brings them back. */
const removed = new Set<string>()

session.subscribe(() => {
  if (!session.get().open) wipeFleet()
})

gateOpensAt.subscribe(() => {
  if (gateOpensAt.get() > Date.now()) reading?.sweep.slowDown()
})

/** Starts reading the fleet when nobody has yet in this session. Tells its progress through `fleetState`. */
export function needFleet(): void {
  if (fleetState.get().phase === 'empty' && session.get().open) void refreshFleet()
}

/**
 * Reads the fleet again; what was read before stays until it is replaced. Resolves when the
 * reading ended, however it did: `fleetState` tells. While one is under way, that one is meant.
 */
export function refreshFleet(): Promise<void> {
  reading ??= startReading()
  return reading.done
}

/** Forgets everything at once: the worker with all it holds, and whatever is under way. */
export function wipeFleet(): void {
  reading?.sweep.stop()
  reading = undefined
  worker?.end()
  worker = undefined
  removed.clear()
  fleetState.set({ ...nothingRead, revision: fleetState.get().revision + 1 })
}

/** Holds the reading back while a run acts, so that it neither competes for the API nor drifts. */
export function setFleetPaused(paused: boolean): void {
  if (fleetState.get().paused === paused) return
  tell({ paused })
  if (paused) reading?.sweep.pause()
  else reading?.sweep.resume()
}

/** Takes a device out that this console knows to be gone; it never comes back in this session. */
export function fleetRemoved(id: string): void {
  removed.add(id)
  if (!worker) return
  const { total } = fleetState.get()
  void follow(
    worker.call('remove', [id]),
    total === undefined ? {} : { total: Math.max(0, total - 1) },
  )
}

/** Replaces a device by what this console just learned; answers asked for before do not undo it. */
export function fleetChanged(device: Device): void {
  if (!worker || removed.has(device.id)) return
  void follow(worker.call('patch', [device, Date.now(), walks]))
}

export interface SearchRequest extends Omit<FleetQuery, 'now'> {
  signal?: AbortSignal
}

/** Searches what has been read so far, and starts reading when nothing has. */
export async function searchFleet({ signal, ...query }: SearchRequest): Promise<FleetPage> {
  return ready().ask('query', [{ ...query, now: Date.now() }], signal)
}

/** The devices that match, in the API's order. */
export async function matchingDevices(
  terms: readonly Term[],
  signal?: AbortSignal,
): Promise<Device[]> {
  return ready().ask('devicesOf', [{ terms }, Date.now()], signal)
}

/** Devices by id, in the order given; those not in the copy are left out. */
export async function devicesById(ids: readonly string[]): Promise<Device[]> {
  return ready().ask('devicesOf', [{ ids }, Date.now()])
}

/** Makes the file in the worker. Only what the copy holds is in it; JSON names ids it did not find. */
export async function exportDevices(request: ExportRequest): Promise<ExportedFile> {
  const { missing } = fleetState.get()
  return ready().ask('exportFile', [request, { now: Date.now(), missing }])
}

function ready(): WorkerClient {
  needFleet()
  if (fleetState.get().phase === 'declined') {
    throw new FleetTooLarge(fleetState.get().total)
  }
  worker ??= startWorker()
  return worker
}

function startReading(): Reading {
  worker ??= startWorker()
  const target = worker
  const asOf = Date.now()
  let toldAt = 0
  const added: Promise<number>[] = []
  const { error: _error, ...before } = fleetState.get()
  fleetState.set({ ...before, phase: 'reading', read: 0, total: undefined })

  const sweep = startSweep({
    listPage: (request, signal) => listDevices({ ...request, sort: [] }, signal),
    onWalk: () => {
      walks += 1
    },
    onPage: (page, askedAt) => {
      const fresh = page.devices.filter(({ id }) => !removed.has(id))
      const adding = target.call('add', [fresh, { askedAt, walk: walks, place: page.offset }])
      // A failure shows when all of them are awaited.
      adding.catch(() => undefined)
      added.push(adding)
    },
    onProgress: (progress) => {
      const now = Date.now()
      if (now - toldAt < tellEveryMs) return
      toldAt = now
      const last = added.at(-1)
      if (last) void follow(last, progress)
    },
  })
  if (fleetState.get().paused) sweep.pause()
  const done = finish()
  return { sweep, done }

  async function finish(): Promise<void> {
    // Whoever stopped it has wiped the state.
    const isOurs = () => worker === target && reading?.sweep === sweep
    const end = (change: Partial<FleetState>) => {
      if (!isOurs()) return
      reading = undefined
      tell(change)
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
      // Only a walk that met every device proves that the others are gone.
      const held = await target.call('dropBefore', [complete ? walks : 0])
      const missing = complete ? 0 : result.missing
      end({ phase: result.kind, read: result.read, total: result.total, missing, asOf, held })
    } catch (error) {
      const held = (await Promise.allSettled(added)).at(-1)
      const { total } = fleetState.get()
      const size = held?.status === 'fulfilled' ? held.value : fleetState.get().held
      end({ phase: 'failed', error, held: size, missing: Math.max(1, (total ?? 0) - size) })
    }
  }
}

function tell(change: Partial<FleetState>): void {
  const { revision, ...state } = fleetState.get()
  fleetState.set({ ...state, ...change, revision: revision + 1 })
}

/** Tells of a change once the worker has made it; a worker that was ended has nothing to tell. */
async function follow(held: Promise<number>, change: Partial<FleetState> = {}): Promise<void> {
  const target = worker
  try {
    const count = await held
    if (worker === target) tell({ ...change, held: count })
  } catch (error) {
    if (worker === target) tell({ phase: 'failed', error, missing: 1 })
  }
}
