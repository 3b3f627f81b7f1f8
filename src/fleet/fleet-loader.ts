import { deviceSource, type DevicePage } from '../device/device-source.ts'
import type { ServerSortField } from '../device/fields.ts'
import { listRows } from '../list/source/list-rows.ts'
import type { ListRequest } from '../list/source/list-source.ts'
import { serverNow, steadyNow } from '../lib/clock.ts'
import { emptyFleet, fleetState, type FleetState } from './fleet-state.ts'
import type { Session } from '../session/open-session.ts'
import { latest } from './settled.ts'
import { startSweep, type Sweep, type SweepResult } from './sweep/sweep.ts'
import type { WorkerClient } from './worker/worker-client.ts'

/** Minimum time between progress updates: each one repeats the searches on the screen. */
const publishEveryMs = 250

/** Loads all devices into the worker, and tells in `fleetState` how far it is. */
export interface FleetLoader {
  /**
   * Loads all devices again, or the rest of a stopped load that began at most `maxAgeMs` ago. Resolves
   * when that ends or is stopped; concurrent calls share one load. `isQuiet` shows no progress.
   */
  load(options?: { isQuiet?: boolean; maxAgeMs?: number }): Promise<void>
  /** Stops the load on the screen: what came stays, and `load` gets the rest. */
  stop(): void
  /** Applies `paused` of the state to the load under way. */
  followPause(): void
  /** Ends the load under way without a word, with the session or the worker. */
  end(): void
  /** Number of passes begun: devices that a later pass did not meet can be dropped. */
  passes(): number
}

interface LoaderOptions {
  session: Session
  /** Returns the worker, and starts it if there is none. */
  worker: () => WorkerClient
  /** Ends the worker and what it holds. */
  dropWorker: () => void
  publish: (change: Partial<FleetState>) => void
  /** Publishes a change once the worker has made it. */
  follow: (held: Promise<number>, change?: Partial<FleetState>) => Promise<void>
}

interface Load {
  sweep: Sweep
  /** Resolved when it ends or is stopped. */
  ended: PromiseWithResolvers<void>
  isQuiet: boolean
  isStopped: boolean
  /** When it began, steady ms. */
  asOf: number
  /** Passes begun before it. */
  passesBefore: number
  /** The state before it, which a stopped refresh returns to. */
  before: FleetState
}

/** Makes the loader of one session's snapshot. */
export function createFleetLoader(options: LoaderOptions): FleetLoader {
  const { session, worker, dropWorker, publish, follow } = options
  const { connection } = session
  const state = fleetState(session)
  let current: Load | undefined
  let passes = 0

  function start(isQuiet: boolean): Load {
    const target = worker()
    const meter = meterRequests(session)
    const added: Promise<number>[] = []
    const publishProgress = throttled(publishEveryMs, () => {
      const last = added.at(-1)
      const { loaded, total, pace } = meter.progress()
      if (last && current === load && !load.isQuiet) void follow(last, { loaded, total, pace })
    })
    const load: Load = {
      sweep: startSweep({
        listPage: meter.listPage,
        now: serverNow,
        onPass: () => {
          passes += 1
          meter.beginPass()
        },
        onPage: (page) => {
          const present = page.rows.flatMap((device) => latest(session, device) ?? [])
          const adding = target.call('add', [present, { pass: passes, place: page.offset }])
          // Failures are handled where all of them are awaited.
          adding.catch(() => undefined)
          added.push(adding)
        },
        onProgress: ({ loaded, total }) => {
          meter.addPage(loaded, total)
          publishProgress()
        },
      }),
      ended: Promise.withResolvers(),
      isQuiet,
      isStopped: false,
      asOf: steadyNow(),
      passesBefore: passes,
      before: state.get(),
    }
    current = load
    if (!isQuiet) show()
    if (state.get().paused) load.sweep.pause()
    void finish(load, target, added)
    return load
  }

  function show(): void {
    publish({ phase: 'loading', loaded: 0, pace: undefined, error: undefined })
  }

  async function finish(load: Load, target: WorkerClient, added: Promise<number>[]): Promise<void> {
    const settle = (change: Partial<FleetState>) => {
      if (current !== load) return
      current = undefined
      publish(change)
    }
    try {
      const result = await load.sweep.result
      if (result.kind === 'declined') {
        if (current !== load) return
        const { paused } = state.get()
        settle({ ...emptyFleet, paused, phase: 'declined', total: result.total })
        dropWorker()
        return
      }
      await Promise.all(added)
      if (current !== load) return
      // Only a complete pass proves that the other devices are gone.
      const held = await target.call('dropBefore', [result.kind === 'complete' ? passes : 0])
      settle({ ...endOf(result), asOf: load.asOf, held })
    } catch (error) {
      // Nobody waits for it: the earlier data stays, with its age.
      if (load.isQuiet) {
        if (current === load) current = undefined
        return
      }
      const held = (await Promise.allSettled(added)).at(-1)
      settle({ phase: 'failed', error, ...(held?.status === 'fulfilled' && { held: held.value }) })
    } finally {
      load.ended.resolve()
    }
  }

  function resume(load: Load): void {
    load.isStopped = false
    load.ended = Promise.withResolvers()
    publish({ phase: 'loading' })
    if (!state.get().paused) load.sweep.resume()
  }

  function end(): void {
    const load = current
    current = undefined
    load?.sweep.stop()
    load?.ended.resolve()
  }

  connection.rateLimit.until.subscribe(() => {
    if (connection.rateLimit.until.get() > 0) current?.sweep.slowDown()
  })

  return {
    load({ isQuiet = false, maxAgeMs = Infinity } = {}) {
      if (current?.isStopped) {
        if (isQuiet) return Promise.resolve()
        if (steadyNow() - current.asOf > maxAgeMs) end()
        else resume(current)
      }
      if (current?.isQuiet && !isQuiet) {
        current.isQuiet = false
        show()
      }
      current ??= start(isQuiet)
      return current.ended.promise
    },
    stop() {
      const load = current
      if (!load || load.isQuiet || load.isStopped) return
      if (load.before.asOf > 0) {
        // The snapshot from before the refresh stays as it was.
        const { phase, loaded, total, missing, error } = load.before
        end()
        publish({ phase, loaded, total, missing, error })
        return
      }
      // Every page has been here once: what that proves is said instead.
      if (passes > load.passesBefore + 1) {
        load.sweep.stop()
        return
      }
      load.isStopped = true
      load.sweep.pause()
      publish({ phase: 'stopped' })
      load.ended.resolve()
    },
    followPause() {
      if (!current || current.isStopped) return
      if (state.get().paused) current.sweep.pause()
      else current.sweep.resume()
    },
    end,
    passes: () => passes,
  }
}

/** The state after a load that ended by itself. */
function endOf(result: Exclude<SweepResult, { kind: 'declined' }>): Partial<FleetState> {
  const { kind, loaded, total } = result
  return { phase: kind, loaded, total, missing: kind === 'complete' ? 0 : result.missing }
}

/** Calls `work` at once and then at most every `ms`, the last time after the last call. */
function throttled(ms: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDue = false
  const run = () => {
    isDue = false
    timer = setTimeout(() => {
      timer = undefined
      if (isDue) run()
    }, ms)
    work()
  }
  return () => {
    isDue = true
    if (timer === undefined) run()
  }
}

/** Lists devices, and measures what a request gives and takes. */
function meterRequests(session: Session) {
  let requests = 0
  let ms = 0
  let pages = 0
  let loaded = 0
  let total: number | undefined
  return {
    async listPage(
      request: ListRequest<ServerSortField>,
      signal: AbortSignal,
    ): Promise<DevicePage> {
      const startedAt = steadyNow()
      const page = await listRows(session, deviceSource, request, signal)
      requests += 1
      ms += steadyNow() - startedAt
      return page
    },
    beginPass() {
      pages = 0
    },
    /** Notes another page of a pass, which has met so many devices by now. */
    addPage(met: number, of: number | undefined) {
      pages += 1
      loaded = met
      total = of
    },
    progress: () => ({
      loaded,
      total,
      pace: { devicesPerRequest: loaded / Math.max(1, pages), requestMs: ms / requests },
    }),
  }
}
