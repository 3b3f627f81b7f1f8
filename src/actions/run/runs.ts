import type { Connection } from '../../api/connection.ts'
import type { Device } from '../../api/device.ts'
import { randomId } from '../../lib/random-id.ts'
import { session } from '../../session/session.ts'
import type { DeviceAction } from '../definitions.ts'
import { scheduleRechecks, restoreRuns } from '../receipts/earlier-runs.ts'
import { answerForRuns } from './other-tabs.ts'
import { noOutcomes } from './outcome.ts'
import {
  persistEnd,
  persistOutcomes,
  persistRun,
  persistSent,
  serializeOutcomes,
} from '../receipts/persisted-runs.ts'
import { addRun, updateRun } from './run-list.ts'
import { targetsOf, type RunContext, type RunRecord } from './run-record.ts'
import { startRun, type Run } from './run.ts'

const persistEveryMs = 1_000

interface Engine extends Pick<Run, 'stop' | 'resume'> {
  /** The latest record, even after the session's list of runs was cleared. */
  record: () => RunRecord
}

/** The runs in progress in this tab, by ID. */
const engines = new Map<string, Engine>()

/** Starts a run over confirmed devices, and records it. `finished` gives the record at its end. */
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
  // Persisted before the first request is sent, so that nothing is lost to an interruption.
  persistRun(connection, record)
  const run = startRun(connection, action, devices, {
    staleSince: context.staleSince,
    onStart: (position) => persistSent(id, position + 1),
  })
  record = { ...record, outcomes: run.outcomes }
  engines.set(id, { stop: run.stop, resume: run.resume, record: () => record })
  addRun(record)

  let timer: ReturnType<typeof setTimeout> | undefined
  run.progress.subscribe(() => {
    const progress = run.progress.get()
    const finishedAt = progress.state === 'finished' ? Date.now() : undefined
    record = { ...record, ...progress, ...(finishedAt && { finishedAt }) }
    updateRun(id, ({ isDismissed }) => ({ ...record, ...(isDismissed && { isDismissed }) }))
    timer ??= setTimeout(() => {
      timer = undefined
      persistOutcomes(record)
    }, persistEveryMs)
  })
  const finished = run.finished.then(() => {
    clearTimeout(timer)
    engines.delete(id)
    persistEnd(connection, record)
    if (record.counts.unknown > 0) void scheduleRechecks(connection, id)
    return record
  })
  return { id, finished }
}

/** Sends nothing more of a run, and waits for the requests in progress. */
export function stopRun(id: string): void {
  engines.get(id)?.stop()
}

/** Resumes a run that paused after repeated failures. */
export function resumeRun(id: string): void {
  engines.get(id)?.resume()
}

/**
 * Takes up a session's earlier runs, answers other tabs that ask for its runs, and warns before the
 * page is closed during one. Returns the way to stop.
 */
export function superviseRuns(connection: Connection): () => void {
  const stopped = new AbortController()
  void restoreRuns(connection, stopped.signal)
  answerForRuns((id) => {
    const engine = engines.get(id)
    return engine && JSON.parse(serializeOutcomes(engine.record()))
  })
  const warn = (event: BeforeUnloadEvent) => {
    if (engines.size > 0) event.preventDefault()
  }
  const persistAll = () => {
    for (const { record } of engines.values()) persistOutcomes(record())
  }
  const { signal } = stopped
  addEventListener('beforeunload', warn, { signal })
  addEventListener('pagehide', persistAll, { signal })
  return () => stopped.abort()
}

session.subscribe(() => {
  const current = session.get()
  if (current.connection) return
  const { because } = current
  for (const { stop } of engines.values()) {
    stop(because === 'not-connected' ? 'interrupted' : because)
  }
})
