import { explainError } from '../api/explain-error.ts'
import { counted, formatCount } from '../lib/text.ts'
import { timeLeft } from '../lib/time.ts'
import { useTimeLeft } from '../lib/use-time-left.ts'
import { useConnection } from '../session/use-connection.ts'
import { deviceActions } from '../actions/device-actions.ts'
import { outcomeKinds } from '../actions/outcome.ts'
import { outcomeName } from '../actions/outcome-words.ts'
import { isUnderWay, settledCount, type RunRecord } from '../actions/run-record.ts'
import { countsText, haltText } from '../actions/run-words.ts'

/** "Deactivating 37 devices", or its state. */
export function progressTitle(run: RunRecord): string {
  const what = counted(run.targets, 'device')
  if (run.state === 'paused')
    return `Paused: ${deviceActions[run.action].doing.toLowerCase()} ${what}`
  if (run.state === 'elsewhere')
    return `Running in another tab: ${deviceActions[run.action].doing.toLowerCase()} ${what}`
  if (run.state === 'stopping') return 'Stopping: waiting for the last answers'
  if (isUnderWay(run)) return `${deviceActions[run.action].doing} ${what}`
  return `Stopped: ${deviceActions[run.action].doing.toLowerCase()} ${what}`
}

/** The counts by outcome so far, and the time left, updated each second while rate limited. */
export function ProgressText({ run }: { run: RunRecord }) {
  const left = useTimeLeft(useConnection().rateLimit.until)
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

/** The progress of a run as a bar. */
export function ProgressBar({ run, label }: { run: RunRecord; label: string }) {
  return (
    <progress
      aria-label={label}
      max={run.devices.length}
      value={settledCount(run)}
      className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-ink/10 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[inline-size]"
    />
  )
}

/** Why a run is paused. */
export function pauseReason({ trouble }: RunRecord): string {
  return `Paused after repeated failures${trouble ? `: ${explainError(trouble).title}` : ''}.`
}
