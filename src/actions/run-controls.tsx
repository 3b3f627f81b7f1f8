import { RotateCw, Square } from 'lucide-react'
import { useState } from 'react'
import { ApiError } from '../api/errors.ts'
import { signInInNewTab } from '../session/sign-in.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { retryRun } from './confirmation/retry.ts'
import { resumeRun, stopRun } from './receipts/runs.ts'
import { isUnderWay, type RunRecord } from './run/run-record.ts'
import { retryText } from './run/run-words.ts'

interface RunControlsProps {
  run: RunRecord
  /** Called with the ID of a run that continues this one. */
  onContinued?: (id: string) => void
}

/** Buttons to resume, stop or retry a run. */
export function RunControls({ run, onContinued }: RunControlsProps) {
  const session = useSession()
  const [isLooking, setIsLooking] = useState(false)
  const { state, trouble } = run
  const retry = retryText(run)

  async function retryOpen() {
    setIsLooking(true)
    const next = await retryRun(session, run)
    setIsLooking(false)
    if (next !== undefined) onContinued?.(next)
  }

  if (!isUnderWay(run)) {
    return retry === undefined ? null : (
      <Button variant="primary" icon={RotateCw} busy={isLooking} onClick={() => void retryOpen()}>
        {retry}
      </Button>
    )
  }
  return (
    <>
      {state === 'paused' && trouble instanceof ApiError && trouble.kind === 'signed-out' && (
        <Button onClick={() => signInInNewTab(session.config.signInUrl)}>
          Sign in in a new tab
        </Button>
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
