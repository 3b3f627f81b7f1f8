import { RotateCw, Square } from 'lucide-react'
import { ApiError } from '../api/errors.ts'
import { showToast } from '../feedback/toasts.ts'
import type { Session } from '../session/open-session.ts'
import { signInInNewTab } from '../session/sign-in.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { confirmAction } from './confirmation/confirmation.ts'
import { recheck } from './receipts/recheck.ts'
import { dismissRun, runById } from './receipts/run-list.ts'
import { resumeRun, stopRun } from './receipts/runs.ts'
import { isUnderWay, retryable, type RunRecord } from './run/run-record.ts'
import { receiptLink, retryText } from './run/run-words.ts'

interface RunControlsProps {
  run: RunRecord
  /** Called with the ID of a run that continues this one. */
  onContinued?: (id: string) => void
}

/** Buttons to resume, stop or retry a run. */
export function RunControls({ run, onContinued }: RunControlsProps) {
  const session = useSession()
  const { state, trouble } = run
  const retry = retryText(run)

  async function retryOpen() {
    const next = await retryRun(session, run)
    if (next !== undefined) onContinued?.(next)
  }

  if (!isUnderWay(run)) {
    return retry === undefined ? null : (
      <Button variant="primary" icon={RotateCw} onClick={retryOpen}>
        {retry}
      </Button>
    )
  }
  return (
    <>
      {state === 'paused' && trouble instanceof ApiError && trouble.kind === 'signed-out' && (
        <Button onClick={() => signInInNewTab(session.config.signInUrl)}>Sign in (new tab)</Button>
      )}
      {state === 'paused' && (
        <Button variant="primary" onClick={() => resumeRun(session, run.id)}>
          Resume
        </Button>
      )}
      <Button
        icon={Square}
        disabledReason={state === 'stopping' ? 'Already stopping' : undefined}
        onClick={() => stopRun(session, run.id)}
      >
        Stop
      </Button>
    </>
  )
}

/** Asks again for what failed or wasn't attempted. Gives the ID of the new run, if any. */
async function retryRun(session: Session, { id, counts }: RunRecord): Promise<string | undefined> {
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
