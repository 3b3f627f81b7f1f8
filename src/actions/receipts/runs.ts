import type { Device } from '../../api/device.ts'
import { randomId } from '../../lib/random-id.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'
import type { DeviceAction } from '../definitions.ts'
import { countOutcomes } from '../run/outcome.ts'
import { otherTabs } from '../run/other-tabs.ts'
import { startRun, type Run } from '../run/run.ts'
import { isUnderWay, targetsOf, type RunContext, type RunRecord } from '../run/run-record.ts'
import { restoreRuns } from './earlier-runs.ts'
import {
  persistEnd,
  persistOutcomes,
  persistRun,
  persistSent,
  serializeOutcomes,
} from './persisted-runs.ts'
import { scheduleRechecks } from './recheck.ts'
import { addRun, runById, updateRun } from './run-list.ts'

const persistEveryMs = 1_000

const engines = sessionPart((session) => {
  const running = new Map<string, Run>()
  session.connection.closed.addEventListener('abort', () => {
    const because = session.endedBecause ?? 'not-connected'
    for (const { stop } of running.values()) {
      stop(because === 'not-connected' ? 'interrupted' : because)
    }
  })
  return running
})

/** Starts a run over confirmed devices, and records it. `finished` gives the record at its end. */
export function beginRun(
  session: Session,
  action: DeviceAction,
  devices: readonly Device[],
  context: RunContext = {},
): { id: string; finished: Promise<RunRecord> } {
  const id = randomId()
  const begun: RunRecord = {
    id,
    action,
    createdAt: Date.now(),
    devices: devices.map(({ posture: _posture, ...device }) => device),
    targets: targetsOf(action, devices),
    outcomes: new Map(),
    counts: countOutcomes([]),
    state: 'running',
    connection: session.connection.id,
    login: session.connection.login(),
    ...context,
  }
  // Persisted before the first request is sent, so that nothing is lost to an interruption.
  persistRun(session, begun)
  const run = startRun(session, action, devices, {
    staleSince: context.staleSince,
    onStart: (position) => persistSent(session, begun, position + 1),
  })
  const { outcomes, progress } = run
  engines(session).set(id, run)
  // Kept here as well, because the session's list may be gone before the last answer has come.
  let record: RunRecord = { ...begun, outcomes }
  addRun(session, record)

  let timer: ReturnType<typeof setTimeout> | undefined
  progress.subscribe(() => {
    const finishedAt = progress.get().state === 'finished' ? Date.now() : undefined
    record = { ...record, ...progress.get(), ...(finishedAt && { finishedAt }) }
    updateRun(session, id, ({ isDismissed }) => ({
      ...record,
      ...(isDismissed && { isDismissed }),
    }))
    timer ??= setTimeout(() => {
      timer = undefined
      persistOutcomes(session, record)
    }, persistEveryMs)
  })
  const finished = run.finished.then(() => {
    clearTimeout(timer)
    engines(session).delete(id)
    persistEnd(session, record)
    if (record.counts.unknown > 0) void scheduleRechecks(session, id)
    return record
  })
  return { id, finished }
}

/** Sends nothing more of a run, and waits for the requests in progress. */
export function stopRun(session: Session, id: string): void {
  engines(session).get(id)?.stop()
}

/** Resumes a run that paused after repeated failures. */
export function resumeRun(session: Session, id: string): void {
  engines(session).get(id)?.resume()
}

/** Takes up earlier runs, answers other tabs that ask for one, and warns before the page closes in one. */
export const superviseRuns = sessionPart((session) => {
  const running = engines(session)
  void restoreRuns(session)
  otherTabs(session).answerForRuns((id) => {
    const run = runById(session, id)
    const isKnown = run && (isUnderWay(run) || run.state === 'finished')
    return isKnown ? JSON.parse(serializeOutcomes(run)) : undefined
  })
  const warn = (event: BeforeUnloadEvent) => {
    if (running.size > 0) event.preventDefault()
  }
  const persistAll = () => {
    for (const id of running.keys()) {
      const run = runById(session, id)
      if (run) persistOutcomes(session, run)
    }
  }
  const signal = session.connection.closed
  addEventListener('beforeunload', warn, { signal })
  addEventListener('pagehide', persistAll, { signal })
})
