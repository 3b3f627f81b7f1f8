import type { Connection } from '../api/connection.ts'
import { showToast } from '../feedback/toasts.ts'
import { confirmAction } from './confirmation.ts'
import { retryable, type RunRecord } from '../actions/run-record.ts'
import { lookAgain } from '../actions/earlier-runs.ts'
import { dismissRun, runById } from '../actions/run-list.ts'

/**
 * Asks anew for what a run left undone: failed and not sent. Unknown ones are looked at
 * first, and are part of it only when nothing has happened to them. Gives the id of the
 * new run, if one was started.
 */
export async function retryRun(
  connection: Connection,
  { id, counts }: RunRecord,
): Promise<string | undefined> {
  if (counts.unknown > 0) await lookAgain(connection, id)
  const run = runById(id)
  if (!run) return undefined
  const devices = retryable(run)
  if (devices.length === 0) {
    const { unknown } = run.counts
    showToast(
      unknown > 0
        ? `${unknown} could not be read again and ${unknown === 1 ? 'is' : 'are'} still unknown`
        : 'Nothing is left to do: what was unknown has taken effect',
      unknown > 0 ? 'attention' : 'done',
    )
    return undefined
  }
  const { action, label, staleSince } = run
  const next = await confirmAction(action, devices, { label, staleSince, continues: id })
  if (next) dismissRun(id)
  return next?.runId
}
