import type { Connection } from '../api/connection.ts'
import type { Device } from '../api/device.ts'
import { mapConcurrent } from '../lib/concurrency.ts'
import { randomId } from '../lib/random-id.ts'
import { createSessionStore } from '../lib/session-store.ts'
import { createStore } from '../lib/store.ts'
import { wait } from '../lib/wait.ts'
import { session } from '../session/session.ts'
import { findEffect, lookForEffect } from './effect.ts'
import { answerForRuns, askWhoRuns } from './other-tabs.ts'
import { countOutcomes, noOutcomes, notifySettled, type Outcome } from './outcome.ts'
import {
  persistEnd,
  persistOutcomes,
  persistRun,
  persistSent,
  restoreRuns,
  spellOutcomes,
  withOutcomes,
} from './persisted-runs.ts'
import { isUnderWay, type RunContext, type RunRecord } from './run-record.ts'
import { startRun, type Run } from './run.ts'
import { targetsOf, type DeviceAction } from './device-actions.ts'

/** More runs than this are more than a receipt list is read for; the oldest finished ones go first. */
const mostRuns = 100
const persistEveryMs = 1_000
/** Re-reads at once. */
const concurrency = 4
/** After a run with unknown outcomes, their devices are looked at again after so long (ms), each time. */
const laterLooksMs = [10_000, 30_000, 120_000]
/** A run of another tab is asked about this often. */
const askEveryMs = 2_000

/** This session's runs, newest first: this browser's record, not an audit log. */
export const runs = createSessionStore<readonly RunRecord[]>([])

/** Runs of before that another key sealed: they may be another network's. */
export const sealedRuns = createSessionStore<readonly RunRecord[]>([])

/** True while a run sends: what reads the whole fleet holds still meanwhile. */
export const isSending = createStore(false)
runs.subscribe(() => {
  isSending.set(runs.get().some((run) => isUnderWay(run) && run.state !== 'paused'))
})

interface Engine {
  run: Run
  /** The record as it stands, also once the session's own list is gone. */
  record: () => RunRecord
}

const engines = new Map<string, Engine>()

/** The run of that id, if this tab knows it. */
export function runById(id: string): RunRecord | undefined {
  return runs.get().find((run) => run.id === id)
}

/** Starts a run over devices that were confirmed, and records it. `finished` gives the record at its end. */
export function beginRun(
  connection: Connection,
  action: DeviceAction,
  devices: readonly Device[],
  context: RunContext = {},
): { id: string; finished: Promise<RunRecord> } {
  const id = randomId()
  let record: RunRecord = {
    id,
    action,
    createdAt: Date.now(),
    devices: devices.map(({ posture: _posture, ...device }) => device),
    targets: targetsOf(action, devices),
    outcomes: new Map(),
    counts: noOutcomes(),
    state: 'running',
    connection: connection.id,
    ...context,
  }
  // Persisted before the first request leaves: an interruption finds all of it.
  persistRun(connection, record)
  const engine = startRun(connection, action, devices, {
    staleSince: context.staleSince,
    onStart: (position) => persistSent(id, position + 1),
  })
  record = { ...record, outcomes: engine.outcomes }
  engines.set(id, { run: engine, record: () => record })
  runs.set(bounded([record, ...runs.get()]))

  const change = (next: RunRecord) => {
    record = next
    update(id, ({ isDismissed }) => ({ ...next, ...(isDismissed && { isDismissed }) }))
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const persist = () => {
    clearTimeout(timer)
    timer = undefined
    persistOutcomes(record)
  }
  const follow = () => {
    const { state, counts, trouble, halted, msLeft } = engine.progress.get()
    const { trouble: _trouble, msLeft: _msLeft, ...run } = record
    change({
      ...run,
      counts,
      // The end is told below, when every copy agrees with it.
      state: state === 'finished' ? run.state : state,
      ...(msLeft !== undefined && { msLeft }),
      ...(trouble && { trouble }),
      ...(halted && { halted }),
    })
    timer ??= setTimeout(persist, persistEveryMs)
  }
  const unfollow = engine.progress.subscribe(follow)
  const finished = engine.finished.then(() => {
    unfollow()
    follow()
    clearTimeout(timer)
    engines.delete(id)
    change({ ...record, state: 'finished', finishedAt: Date.now() })
    persistEnd(connection, record)
    if (record.counts.unknown > 0) void lookLater(connection, id)
    return record
  })
  return { id, finished }
}

/** Sends nothing more of a run; what is under way is waited for. */
export function stopRun(id: string): void {
  engines.get(id)?.run.stop()
}

/** Goes on with a run that paused after failures in a row. */
export function resumeRun(id: string): void {
  engines.get(id)?.run.resume()
}

/** Takes away the notice of how a run ended; its receipt stays. */
export function dismissRun(id: string): void {
  update(id, (run) => ({ ...run, isDismissed: true }))
  const run = runById(id)
  if (run) persistOutcomes(run)
}

/**
 * Takes up runs that another key sealed, once this connection has met one of their devices: with
 * another network's key every device would seem to be gone.
 */
export function recognizeRuns(connection: Connection, met: readonly Pick<Device, 'id'>[]): void {
  if (sealedRuns.get().length === 0 || connection.closed.aborted) return
  const ids = new Set(met.map(({ id }) => id))
  const known = sealedRuns.get().filter(({ devices }) => devices.some(({ id }) => ids.has(id)))
  if (known.length === 0) return
  sealedRuns.set(sealedRuns.get().filter((run) => !known.includes(run)))
  for (const run of known) takeUp(connection, run)
}

/**
 * Looks again at devices whose outcome is open or unknown, and notes what is true of them. What never
 * had an answer is looked at twice, seconds apart.
 */
export async function lookAgain(connection: Connection, id: string): Promise<void> {
  const run = runById(id)
  if (!run || isUnderWay(run) || run.state === 'elsewhere' || run.isLooking) return
  update(id, (latest) => ({ ...latest, isLooking: true }))
  try {
    const open = withoutKnownOutcome(run)
    await mapConcurrent(open, concurrency, async (device) => {
      const before = run.outcomes.get(device.id)
      const error = before && 'error' in before ? before.error : undefined
      const outcome = before
        ? await lookForEffect(connection, run.action, device.id, error)
        : await findEffect(connection, run.action, device.id)
      // A look that told nothing takes nothing back that an earlier one told.
      if (outcome.kind === 'unknown' && outcome.unchangedAt === undefined && before) return
      const settled = [{ action: run.action, id: device.id, outcome }]
      await notifySettled({ connection, settled, isLast: false })
      note(id, device.id, outcome)
    })
    if (open.length > 0) await notifySettled({ connection, settled: [], isLast: true })
    update(id, (latest) => ({ ...latest, finishedAt: latest.finishedAt ?? Date.now() }))
    const latest = runById(id)
    if (latest) persistEnd(connection, latest)
  } finally {
    update(id, ({ isLooking: _isLooking, ...latest }) => latest)
  }
}

function withoutKnownOutcome({ devices, outcomes }: RunRecord): Device[] {
  return devices.filter(({ id }) => {
    const kind = outcomes.get(id)?.kind
    return kind === undefined || kind === 'unknown'
  })
}

/** A request that nobody answered may take effect much later: its device is looked at again, and again. */
async function lookLater(connection: Connection, id: string): Promise<void> {
  for (const afterMs of laterLooksMs) {
    await wait(afterMs, connection.closed).catch(() => undefined)
    const run = runById(id)
    if (connection.closed.aborted || !run || run.counts.unknown === 0) return
    await lookAgain(connection, id)
  }
}

/**
 * Minds the runs of a session: finds out what became of interrupted ones, stops them at its end,
 * warns before the page is closed in the middle of one. Returns the way to stop that.
 */
export function mindRuns(connection: Connection): () => void {
  const stopped = new AbortController()
  void restore(connection, stopped.signal)
  answerForRuns((id) => {
    const engine = engines.get(id)
    return engine && JSON.parse(spellOutcomes(engine.record()))
  })
  const warn = (event: BeforeUnloadEvent) => {
    if (engines.size > 0) event.preventDefault()
  }
  const persistAll = () => {
    for (const { record } of engines.values()) persistOutcomes(record())
  }
  addEventListener('beforeunload', warn)
  addEventListener('pagehide', persistAll)
  return () => {
    stopped.abort()
    removeEventListener('beforeunload', warn)
    removeEventListener('pagehide', persistAll)
  }
}

session.subscribe(() => {
  const current = session.get()
  if (current.connection) return
  const { because } = current
  for (const { run } of engines.values()) {
    run.stop(because === 'not-connected' ? 'interrupted' : because)
  }
})

/** Takes up the runs of before that this connection's key made; the others wait to be recognized. */
async function restore(connection: Connection, signal: AbortSignal): Promise<void> {
  const isOver = () => signal.aborted || connection.closed.aborted
  for (const run of await restoreRuns(connection)) {
    if (isOver()) return
    if (runById(run.id)) continue
    const told = run.state === 'interrupted' ? await askWhoRuns(run.id) : undefined
    if (isOver()) return
    // The key that unseals a run is the key it was made with.
    const isOurs = !run.isSealed || run.connection === connection.id
    if (!isOurs) {
      sealedRuns.set([...sealedRuns.get(), run])
    } else if (told === undefined) {
      takeUp(connection, run)
    } else {
      add(asElsewhere(run, told))
      void followElsewhere(connection, run, signal)
    }
  }
}

/** Adds a run of before, and finds out what became of its devices without a known outcome. */
function takeUp(connection: Connection, run: RunRecord): void {
  add({ ...run, connection: connection.id })
  if (withoutKnownOutcome(run).length === 0) return
  void lookAgain(connection, run.id).then(() => lookLater(connection, run.id))
}

function add(run: RunRecord): void {
  const newestFirst = [run, ...runs.get()].toSorted((a, b) => b.createdAt - a.createdAt)
  runs.set(bounded(newestFirst))
}

/** Follows a run that another tab runs, until that tab says that it is over, or says nothing any more. */
async function followElsewhere(
  connection: Connection,
  run: RunRecord,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await wait(askEveryMs, signal).catch(() => undefined)
    if (signal.aborted || connection.closed.aborted) return
    const told = await askWhoRuns(run.id)
    if (told !== undefined) {
      update(run.id, (latest) => asElsewhere(latest, told))
      continue
    }
    // Over, or its tab is gone: whatever it told last, each device may have been sent since.
    update(run.id, (latest) => {
      const { halted: _halted, ...before } = latest
      const kinds = [...latest.outcomes].filter(([, { kind }]) => kind !== 'not-sent')
      const outcomes = new Map(kinds)
      return {
        ...before,
        outcomes,
        counts: countOutcomes(outcomes.values()),
        halted: 'interrupted',
        state: 'interrupted',
      }
    })
    await lookAgain(connection, run.id)
    return
  }
}

function asElsewhere(run: RunRecord, told: unknown): RunRecord {
  return { ...withOutcomes(run, told, run.devices.length), state: 'elsewhere' }
}

function note(id: string, deviceId: string, outcome: Outcome): void {
  update(id, (run) => {
    const counts = { ...run.counts }
    const before = run.outcomes.get(deviceId)
    if (before) counts[before.kind] -= 1
    counts[outcome.kind] += 1
    return { ...run, counts, outcomes: new Map(run.outcomes).set(deviceId, outcome) }
  })
}

function update(id: string, change: (run: RunRecord) => RunRecord): void {
  runs.set(runs.get().map((run) => (run.id === id ? change(run) : run)))
}

function bounded(all: RunRecord[]): RunRecord[] {
  return all.filter((run, position) => position < mostRuns || isUnderWay(run))
}
