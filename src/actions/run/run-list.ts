import { createSessionStore } from '../../lib/session-store.ts'
import { createStore } from '../../lib/store.ts'
import { persistOutcomes } from '../receipts/persisted-runs.ts'
import { isUnderWay, type RunRecord } from './run-record.ts'

/** Nobody reads more receipts than this; the oldest finished runs are dropped. */
const maxRuns = 100

/** This session's runs, newest first: this browser's record, not an audit log. */
export const runs = createSessionStore<readonly RunRecord[]>([])

/** True while a run sends: reading the whole fleet pauses meanwhile. */
export const isSending = createStore(false)
runs.subscribe(() => {
  isSending.set(runs.get().some((run) => isUnderWay(run) && run.state !== 'paused'))
})

/** Gives the run of that ID, if this tab knows it. */
export function runById(id: string): RunRecord | undefined {
  return runs.get().find((run) => run.id === id)
}

/** Adds a run at its place by time. */
export function addRun(run: RunRecord): void {
  const newestFirst = [run, ...runs.get()].toSorted((a, b) => b.createdAt - a.createdAt)
  runs.set(newestFirst.filter((each, position) => position < maxRuns || isUnderWay(each)))
}

/** Replaces a run by a changed one. */
export function updateRun(id: string, change: (run: RunRecord) => RunRecord): void {
  runs.set(runs.get().map((run) => (run.id === id ? change(run) : run)))
}

/** Dismisses the notice of how a run ended; its receipt stays. */
export function dismissRun(id: string): void {
  updateRun(id, (run) => ({ ...run, isDismissed: true }))
  const run = runById(id)
  if (run) persistOutcomes(run)
}
