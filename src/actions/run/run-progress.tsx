import { Check, CircleDashed, CircleHelp, CircleX, Minus, type LucideIcon } from 'lucide-react'
import { explainError } from '../../feedback/explain-error.ts'
import { counted } from '../../lib/text.ts'
import { timeLeft, useTimeLeft } from '../../lib/use-time-left.ts'
import { useSession } from '../../session/use-session.tsx'
import { deviceActions } from '../definitions.ts'
import { outcomeKinds, type OutcomeKind } from './outcome.ts'
import { isUnderWay, settledCount, type RunRecord } from './run-record.ts'
import { countsText, haltText, outcomeName, stateName } from './run-words.ts'

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

/** For fewer devices, the counts say the same once the run has ended. */
const minDevices = 20

/** A bar of a run's outcomes so far: a segment for each kind, and the rest for the open ones. */
export function OutcomeBar({ run }: { run: RunRecord }) {
  const isShort = run.devices.length < minDevices
  if (isShort && !isUnderWay(run)) return null
  const semantics = isUnderWay(run)
    ? {
        role: 'progressbar',
        'aria-label': progressTitle(run),
        'aria-valuemin': 0,
        'aria-valuemax': run.devices.length,
        'aria-valuenow': settledCount(run),
        'aria-valuetext': countsText(run),
      }
    : // The counts stand beside it.
      { 'aria-hidden': true }
  return (
    <div
      {...semantics}
      className={`flex h-2 w-full gap-px ${isShort ? 'max-w-60' : ''} overflow-hidden rounded-full bg-ink/10 forced-color-adjust-none`}
    >
      {outcomeKinds.map(
        (kind) =>
          run.counts[kind] > 0 && (
            <span
              key={kind}
              style={{ width: `${(run.counts[kind] / run.devices.length) * 100}%` }}
              // A single failure among thousands must be seen.
              className={`min-w-1 transition-[width] ${looks[kind][2]}`}
            />
          ),
      )}
    </div>
  )
}

/** Success is a check in the accent's color, since a green dot, or green at all, means a device that is online. */
const looks: Record<OutcomeKind | 'open', [Icon: LucideIcon, color: string, fill: string]> = {
  done: [Check, 'text-accent', 'bg-accent'],
  'already-gone': [Check, 'text-ink-quiet', 'bg-accent/60'],
  failed: [CircleX, 'text-danger', 'bg-danger'],
  unknown: [CircleHelp, 'text-warn', 'bg-warn'],
  'not-sent': [Minus, 'text-ink-quiet', 'bg-idle'],
  skipped: [Minus, 'text-ink-quiet', 'bg-idle/50'],
  open: [CircleDashed, 'text-ink-quiet', ''],
}

/** An outcome of a run, or that there is none yet, as icon and word. */
export function OutcomeBadge({ kind, run }: { kind: OutcomeKind | 'open'; run: RunRecord }) {
  const [Icon, color] = looks[kind]
  const open = isUnderWay(run) ? 'Waiting' : 'Checking'
  return (
    <span className="inline-flex items-center gap-2 align-bottom whitespace-nowrap">
      <Icon aria-hidden className={`size-4 shrink-0 ${color}`} />
      {kind === 'open' ? open : outcomeName(kind, run.action)}
    </span>
  )
}
