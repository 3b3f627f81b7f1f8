import type { Query } from '@tanstack/react-query'
import type { Device } from '../api/device.ts'
import { ExplainedError } from '../feedback/explain-error.ts'
import { steadyNow, wallTime } from '../lib/clock.ts'
import { acceptLatest } from '../list/steady-rows.ts'
import { sessionPart, type Session } from '../session/open-session.ts'
import { coverageOf, loadedWords, tooLargeWords } from './coverage.ts'
import type { ExportedFile, ExportRequest } from './files/export.ts'
import type { ReadPosture } from './snapshot/fleet-index.ts'
import { createFleetLoader } from './fleet-loader.ts'
import { freshForMs, fleetState, isLoaded, isSearchable, type FleetState } from './fleet-state.ts'
import { startWorker, type WorkerClient } from './worker/worker-client.ts'

// The snapshot of all devices. Loaded when first needed: `load-fleet.ts`.

export type Fleet = ReturnType<typeof createFleet>

/** Returns the snapshot of a session. */
export const fleetOf = sessionPart(createFleet)

function createFleet(session: Session) {
  const { connection } = session
  const state = fleetState(session)
  let worker: WorkerClient | undefined

  function publish(change: Partial<FleetState>): void {
    if (connection.closed.aborted) return
    const { revision, ...before } = state.get()
    // Every change of the contents publishes the number of devices, too, even if it stays the same.
    const next = 'held' in change ? revision + 1 : revision
    state.set({ ...before, ...change, revision: next })
  }

  /** Publishes a change once the worker has made it, unless that worker was ended. */
  async function publishAfter(
    held: Promise<number>,
    change: Partial<FleetState> = {},
  ): Promise<void> {
    const target = worker
    try {
      const count = await held
      if (worker === target) publish({ ...change, held: count })
    } catch (error) {
      if (worker === target) publish({ phase: 'failed', error })
    }
  }

  function ensureWorker(): WorkerClient {
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

  const loader = createFleetLoader({ session, ensureWorker, dropWorker, publish, publishAfter })
  const stopRepeating = repeatQueries(session)
  connection.closed.addEventListener('abort', () => {
    stopRepeating()
    loader.end()
    dropWorker()
  })

  /** Starts loading unless that was done before. Progress is in `fleetState`. */
  function ensureLoaded(): void {
    if (state.get().phase === 'empty' && !connection.closed.aborted) void loader.load()
  }

  function ready(): WorkerClient {
    ensureLoaded()
    const { phase, total } = state.get()
    if (phase === 'declined') throw new ExplainedError(tooLargeWords(total))
    return ensureWorker()
  }

  /** Asks about the devices loaded so far; starts loading if that was never done. */
  const ask: WorkerClient['ask'] = (...args) =>
    // Later, so that a refusal rejects.
    Promise.resolve().then(() => ready().ask(...args))

  return {
    load: loader.load,
    stop: loader.stop,
    ensureLoaded,
    ask,
    /** The state of a snapshot at most a minute old, perhaps incomplete; rejects without one. */
    async ensureFresh(): Promise<FleetState> {
      const before = state.get()
      if (!isLoaded(before) || steadyNow() - before.asOf > freshForMs) {
        await loader.load({ maxAgeMs: freshForMs })
      }
      const now = state.get()
      if (isLoaded(now)) return now
      if (now.phase === 'declined') throw new ExplainedError(tooLargeWords(now.total))
      if (now.phase === 'stopped') {
        throw new ExplainedError({
          title: `Loading was stopped at ${loadedWords(coverageOf(now))}`,
          nextStep: 'Load the rest, then try again.',
        })
      }
      throw now.error ?? new Error('Not all devices could be loaded')
    },
    exportFile(request: ExportRequest): Promise<ExportedFile> {
      const { missing, asOf } = state.get()
      const facts = { now: Date.now(), readAt: wallTime(asOf), missing, host: connection.host }
      return ask('exportFile', [request, facts])
    },
    removed(id: string): void {
      if (!worker) return
      const now = state.get()
      const { total } = now
      // While devices are loaded, the total is that of the load, which may have begun later.
      const isCounted = total !== undefined && isLoaded(now)
      void publishAfter(
        worker.call('remove', [id]),
        isCounted ? { total: Math.max(0, total - 1) } : {},
      )
    },
    changed(device: Device): void {
      if (worker) void publishAfter(worker.call('patch', [device, loader.passes()]))
    },
    /** Adds postures of single devices, which the API's list doesn't have. */
    async addPostures(read: readonly ReadPosture[]): Promise<void> {
      if (worker && read.length > 0) await publishAfter(worker.call('addPostures', [read]))
    },
  }
}

/** The snapshot changes many times a second while it fills; queries are repeated less often. */
const repeatEveryMs = 400

const queries = { predicate: ({ meta }: Query) => meta?.['isOfSnapshot'] === true }

/** Repeats a session's queries of the snapshot when that changes; returns a stop function. */
function repeatQueries(session: Session): () => void {
  const { queryClient } = session
  const state = fleetState(session)
  let repeatedFor = state.get()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function repeat() {
    timer = undefined
    const wasLoading = repeatedFor.phase === 'empty' || repeatedFor.phase === 'loading'
    repeatedFor = state.get()
    // A page loaded ahead from less of the fleet would be shown first, and then hold its rows.
    queryClient.removeQueries({ ...queries, type: 'inactive' })
    // A first fetch under way is joined, not repeated, though it asked before this change.
    const isJoined = queryClient
      .getQueryCache()
      .findAll({ ...queries, fetchStatus: 'fetching' })
      .some((query) => query.state.data === undefined)
    await queryClient.invalidateQueries(queries)
    if (isJoined) await queryClient.invalidateQueries(queries)
    // Rows are expected to come while devices load.
    if (wasLoading) acceptLatest(session)
  }

  const stop = state.subscribe(() => {
    const { revision, phase } = state.get()
    if (revision === repeatedFor.revision && phase === repeatedFor.phase) return
    // The first contents are shown at once, and so are the last ones.
    const isUrgent = !isSearchable(repeatedFor) || phase !== repeatedFor.phase
    if (isUrgent) clearTimeout(timer)
    if (isUrgent || timer === undefined) {
      timer = setTimeout(() => void repeat(), isUrgent ? 0 : repeatEveryMs)
    }
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}
