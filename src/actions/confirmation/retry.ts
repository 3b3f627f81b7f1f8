import { showToast } from '../../feedback/toasts.ts'
import { confirmAction } from './confirmation.ts'
import { retryable, type RunRecord } from '../run/run-record.ts'
import { recheck } from '../receipts/recheck.ts'
import { receiptLink } from '../run/run-words.ts'
import { dismissRun, runById } from '../receipts/run-list.ts'
import type { Session } from '../../session/open-session.ts'

/**
 * Asks again for the devices of a run that failed or were not attempted. Unknown outcomes are
 * rechecked first, and included only if the device is unchanged. Gives the ID of the new run, if one
 * was started.
 */
export async function retryRun(
  session: Session,
  { id, counts }: RunRecord,
): Promise<string | undefined> {
  if (counts.unknown > 0) await recheck(session, id)
  const run = runById(session, id)
  if (!run) return undefined
  const devices = retryable(run)
  if (devices.length === 0) {
    const { unknown } = run.counts
    showToast(
      session,
      unknown > 0
        ? `${unknown} couldn’t be checked and ${unknown === 1 ? 'is' : 'are'} still unknown`
        : 'Nothing left to do',
      unknown > 0 ? 'attention' : 'done',
      receiptLink(id),
    )
    return undefined
  }
  const { action, label, staleSince, listedAs } = run
  const context = { label, staleSince, listedAs, continues: id }
  const next = await confirmAction(session, action, devices, context)
  if (next) dismissRun(session, id)
  return next?.runId
}
