import { deviceSource } from '../device/device-source.ts'
import { listRows } from '../list/source/list-rows.ts'
import { serverNow, steadyNow } from '../lib/clock.ts'
import { emptyFleet, fleetState, type FleetState } from './fleet-state.ts'
import type { Session } from '../session/open-session.ts'
import { deviceNow } from './settled.ts'
import { createSessionPool } from './sweep/request-pool.ts'
import { sweep, type SweepResult } from './sweep/sweep.ts'
import type { WorkerClient } from './worker/worker-client.ts'

/** Minimum time between progress updates: each one repeats the searches on the screen. */
const publishEveryMs = 250

interface LoaderOptions {
  session: Session
  ensureWorker: () => WorkerClient
  dropWorker: () => void
  publish: (change: Partial<FleetState>) => void
  publishAfter: (held: Promise<number>, change?: Partial<FleetState>) => Promise<void>
}

interface Load {
  stopping: AbortController
  ended: PromiseWithResolvers<void>
  isQuiet: boolean
  isStopped: boolean
  /** When it began, steady ms. */
  asOf: number
  passesBefore: number
  /** The state before it, which a stopped refresh returns to. */
  before: FleetState
}

/** Makes what loads all devices of a session into the worker, and says in `fleetState` how far it is. */
export function createFleetLoader(options: LoaderOptions) {
  const { session, ensureWorker, dropWorker, publish, publishAfter } = options
  const state = fleetState(session)
  let current: Load | undefined
  let passes = 0

  function start(isQuiet: boolean): Load {
    const target = ensureWorker()
    const load: Load = {
      stopping: new AbortController(),
      ended: Promise.withResolvers(),
      isQuiet,
      isStopped: false,
      asOf: steadyNow(),
      passesBefore: passes,
      before: state.get(),
    }
    current = load
    if (!isQuiet) publishStart()
    void finish(load, target)
    return load
  }

  function publishStart(): void {
    publish({ phase: 'loading', loaded: 0, pace: undefined, error: undefined })
  }

  /** Reads all devices into the worker; `added` gets what this gives for each page. */
  function readInto(
    target: WorkerClient,
    load: Load,
    added: Promise<number>[],
  ): Promise<SweepResult> {
    const spent = { requests: 0, ms: 0, pages: 0 }
    let progress: Partial<FleetState> = {}
    const publishProgress = throttled(publishEveryMs, () => {
      const last = added.at(-1)
      if (last && current === load && !load.isQuiet) void publishAfter(last, progress)
    })
    return sweep({
      pool: createSessionPool(
        session,
        load.stopping.signal,
        ({ paused }) => paused || load.isStopped,
      ),
      async listPage(request, signal) {
        const startedAt = steadyNow()
        const page = await listRows(session, deviceSource, request, signal)
        spent.requests += 1
        spent.ms += steadyNow() - startedAt
        return page
      },
      now: serverNow,
      onPass() {
        passes += 1
        spent.pages = 0
      },
      onPage({ rows, offset }, { loaded, total }) {
        const present = rows.flatMap((device) => deviceNow(session, device) ?? [])
        const adding = target.call('add', [present, { pass: passes, place: offset }])
        // Failures are handled where all of them are awaited.
        adding.catch(() => undefined)
        added.push(adding)
        spent.pages += 1
        const pace = {
          devicesPerRequest: loaded / spent.pages,
          requestMs: spent.ms / spent.requests,
        }
        progress = { loaded, total, pace }
        publishProgress()
      },
    })
  }

  async function finish(load: Load, target: WorkerClient): Promise<void> {
    const added: Promise<number>[] = []
    const settle = (change: Partial<FleetState>) => {
      if (current !== load) return
      current = undefined
      publish(change)
    }
    try {
      const result = await readInto(target, load, added)
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
      load.stopping.abort()
      load.ended.resolve()
    }
  }

  function resume(load: Load): void {
    load.isStopped = false
    load.ended = Promise.withResolvers()
    publish({ phase: 'loading' })
  }

  /** Ends the load under way without a word, with the session or the worker. */
  function end(): void {
    const load = current
    current = undefined
    load?.stopping.abort()
    load?.ended.resolve()
  }

  return {
    /** Loads all devices, or the rest of a stopped load up to `maxAgeMs` old; calls share it. */
    load({ isQuiet = false, maxAgeMs = Infinity } = {}): Promise<void> {
      if (current?.isStopped) {
        if (isQuiet) return Promise.resolve()
        if (steadyNow() - current.asOf > maxAgeMs) end()
        else resume(current)
      }
      if (current?.isQuiet && !isQuiet) {
        current.isQuiet = false
        publishStart()
      }
      current ??= start(isQuiet)
      return current.ended.promise
    },
    /** Stops the load on the screen: what came stays, and `load` gets the rest. */
    stop(): void {
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
        load.stopping.abort()
        return
      }
      load.isStopped = true
      publish({ phase: 'stopped' })
      load.ended.resolve()
    },
    end,
    /** Number of passes begun: devices that a later pass did not meet can be dropped. */
    passes: () => passes,
  }
}

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
