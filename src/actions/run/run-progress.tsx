import { explainError } from '../../api/explain-error.ts'
import { counted, formatCount } from '../../lib/text.ts'
import { timeLeft } from '../../lib/time.ts'
import { useTimeLeft } from '../../lib/use-time-left.ts'
import { useSession } from '../../session/use-session.tsx'
import { deviceActions } from '../definitions.ts'
import { outcomeKinds } from './outcome.ts'
import { outcomeName } from './outcome-words.ts'
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
  const left = useTimeLeft(useSession().connection.rateLimit.until)
  if (!isUnderWay(run)) {
    if (run.state === 'elsewhere') return <>{countsText(run)}.</>
    return (
      <>
        {haltText(run)} {countsText(run)}.{run.isLooking && ' Checking unknown outcomes…'}
      </>
    )
  }
  const parts = outcomeKinds.flatMap((kind) =>
    run.counts[kind] > 0 || kind === 'done'
      ? [
          `${formatCount(run.counts[kind])} ${kind === 'done' ? 'done' : outcomeName(kind, run.action).toLowerCase()}`,
        ]
      : [],
  )
  if (run.state === 'running') {
    if (left) parts.push(`rate limited, resumes in ${left}`)
    else if (run.msLeft !== undefined) parts.push(`about ${timeLeft(run.msLeft)} left`)
  }
  return <span className="tabular-nums">{parts.join(' · ')}</span>
}

/** Why a run is paused. */
export function pauseReason({ trouble }: RunRecord): string {
  return `Paused after repeated failures${trouble ? `: ${explainError(trouble).title}` : ''}.`
}
