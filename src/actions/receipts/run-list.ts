import { createStore } from '../../lib/store.ts'
import { sessionPart, type Session } from '../../session/open-session.ts'
import { isUnderWay, type RunRecord } from '../run/run-record.ts'
import { persistOutcomes } from './persisted-runs.ts'

/** Nobody reads more receipts than this; the oldest finished runs are dropped. */
const maxRuns = 100

/** The session's runs, newest first: this browser's record, not an audit log. */
export const runs = sessionPart(() => createStore<readonly RunRecord[]>([]))

/** True once the runs of earlier pages are among them. */
export const isRestored = sessionPart(() => createStore(false))

/** True while a run sends: reading the whole fleet pauses meanwhile. */
export const isSending = sessionPart((session) => {
  const all = runs(session)
  const isOne = () => all.get().some((run) => isUnderWay(run) && run.state !== 'paused')
  const store = createStore(isOne())
  all.subscribe(() => store.set(isOne()))
  return store
})

/** Gives the run of that ID, if this tab knows it. */
export function runById(session: Session, id: string): RunRecord | undefined {
  return runs(session)
    .get()
    .find((run) => run.id === id)
}

/** Adds a run at its place by time. */
export function addRun(session: Session, run: RunRecord): void {
  const all = runs(session)
  const newestFirst = [run, ...all.get()].toSorted((a, b) => b.createdAt - a.createdAt)
  all.set(newestFirst.filter((each, position) => position < maxRuns || isUnderWay(each)))
}

/** Replaces a run by a changed one. */
export function updateRun(
  session: Session,
  id: string,
  change: (run: RunRecord) => RunRecord,
): void {
  const all = runs(session)
  all.set(all.get().map((run) => (run.id === id ? change(run) : run)))
}

/** Dismisses the notice of how a run ended; its receipt stays. */
export function dismissRun(session: Session, id: string): void {
  updateRun(session, id, (run) => ({ ...run, isDismissed: true }))
  const run = runById(session, id)
  if (run) persistOutcomes(session, run)
}
