import { explainError } from '../../api/explain-error.ts'
import { counted } from '../../lib/text.ts'
import { timeLeft } from '../../lib/time.ts'
import { useTimeLeft } from '../../lib/use-time-left.ts'
import { useSession } from '../../session/use-session.tsx'
import { deviceActions } from '../definitions.ts'
import { isUnderWay, type RunRecord } from './run-record.ts'
import { countsText, haltText, stateName } from './run-words.ts'

/** "Deactivating 37 devices", after the run's state unless it is running. */
export function progressTitle(run: RunRecord): string {
  if (run.state === 'stopping') return 'Stopping: waiting for the last answers'
  const { doing } = deviceActions[run.action]
  const what = counted(run.targets, 'device')
  return run.state === 'running'
    ? `${doing} ${what}`
    : `${stateName(run)}: ${doing.toLowerCase()} ${what}`
}

/** The counts by outcome so far, and the time left, updated each second while rate limited. */
export function ProgressText({ run }: { run: RunRecord }) {
  const limitedFor = useTimeLeft(useSession().connection.rateLimit.until)
  const counts = countsText(run)
  if (!isUnderWay(run)) {
    return (
      <>
        {haltText(run)} {counts}.{run.isLooking && ' Checking unknown outcomes…'}
      </>
    )
  }
  return (
    <span className="tabular-nums">
      {counts}
      {run.state === 'running' &&
        (limitedFor
          ? ` · rate limited, resumes in ${limitedFor}`
          : run.msLeft !== undefined && ` · about ${timeLeft(run.msLeft)} left`)}
    </span>
  )
}

/** Why a run is paused. */
export function pauseReason({ trouble }: RunRecord): string {
  return `Paused after repeated failures${trouble ? `: ${explainError(trouble).title}` : ''}.`
}
