import { RefreshCw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { announce } from '../feedback/announce.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount } from '../lib/text.ts'
import { wallTime } from '../lib/clock.ts'
import { clockTime, relativeTime } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { useTimeLeft } from '../lib/use-time-left.ts'
import { useConnection } from '../session/use-connection.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { countOfMissing } from '../fleet/completeness.ts'
import { isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { tooLargeWords } from '../fleet/fleet-too-large.ts'
import { readFleetAgain, useFleetKeptFresh } from '../fleet/use-fleet.ts'

/** What a page rests on that asks the copy of the whole fleet: how complete it is, how old, and the way to renew it. */
export function FleetStatus({ state }: { state: FleetState }) {
  const connection = useConnection()
  useEndAnnounced(state)
  useFleetKeptFresh()
  switch (state.phase) {
    case 'empty':
    case 'reading':
      return <Reading state={state} />
    case 'complete':
    case 'incomplete':
      return <Read state={state} />
    case 'declined':
      return <TooLarge total={state.total} />
    case 'failed':
      return (
        <FailureNotice
          error={state.error}
          context={
            state.held > 0
              ? `The fleet could not be read to its end, and ${countOfMissing(state.missing)} may be missing from what is shown.`
              : 'The fleet could not be read.'
          }
          onRetry={() => void readFleetAgain(connection)}
        />
      )
  }
}

function TooLarge({ total }: { total: number | undefined }) {
  const { title, nextStep } = tooLargeWords(total)
  return (
    <Notice tone="warn" title={title}>
      {nextStep}
    </Notice>
  )
}

function Reading({ state }: { state: FleetState }) {
  const zone = useStore(timeZone)
  const { read, total, asOf, paused } = state
  const limitedFor = useTimeLeft(useConnection().rateLimit.until)
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
      <progress
        aria-label="Reading the fleet"
        className="h-1.5 w-40 appearance-none overflow-hidden rounded-full bg-ink/10 indeterminate:animate-pulse max-sm:w-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
        // Without a value the bar tells that it cannot tell.
        {...(total !== undefined && total > 0 && { value: Math.min(read, total), max: total })}
      />
      {read > 0 && (
        <p className="tabular-nums">
          Reading the fleet{asOf > 0 && ' again'}: {formatCount(read)}
          {total === undefined ? ' so far' : ` of ${formatCount(total)}`}
        </p>
      )}
      {asOf > 0 && <p>Meanwhile as of {clockTime(wallTime(asOf), zone)}</p>}
      {paused && <p>Waits while a run is acting</p>}
      {!paused && (read === 0 || limitedFor) && (
        <p className="tabular-nums">{waitingWords(limitedFor)}</p>
      )}
    </div>
  )
}

/** What devices that are not there yet wait for; `limitedFor`: until the rate limit lets calls through. */
function waitingWords(limitedFor: string | undefined): string {
  return limitedFor ? `Rate limited. Retrying in ${limitedFor}.` : 'Loading devices…'
}

/** How far the first reading is, for beside counts that rest on it. */
export function ReadSoFar({ state }: { state: FleetState }) {
  const limitedFor = useTimeLeft(useConnection().rateLimit.until)
  const { read, total } = state
  if (!isSearchable(state)) return waitingWords(limitedFor)
  const all = total === undefined ? '' : ` of ${formatCount(total)}`
  return `So far, ${formatCount(read)}${all} devices read`
}

function Read({ state }: { state: FleetState }) {
  const zone = useStore(timeZone)
  const connection = useConnection()
  const isComplete = state.phase === 'complete'
  const line = (
    <p className="tabular-nums">
      {isComplete ? 'Complete as of' : 'As of'} {clockTime(wallTime(state.asOf), zone)} ·{' '}
      {counted(state.held, 'device')}
      <Age asOf={state.asOf} />
    </p>
  )
  const refresh = (
    <Button
      variant="quiet"
      small={isComplete}
      aria-label={isComplete ? 'Read the fleet again' : undefined}
      title="Read the fleet again"
      icon={<RefreshCw aria-hidden className="size-3.5" />}
      onClick={() => void readFleetAgain(connection)}
    >
      {!isComplete && 'Read again'}
    </Button>
  )
  if (isComplete) {
    return (
      <div className="flex min-h-8 items-center gap-1.5 text-sm text-ink-muted">
        {line}
        {refresh}
      </div>
    )
  }
  return (
    <Notice
      tone="warn"
      title={`Incomplete: ${countOfMissing(state.missing)} may be missing`}
      action={refresh}
    >
      {line}
      <p>The fleet changed while it was read, twice. Read it again when less is going on.</p>
    </Notice>
  )
}

/** How long ago, once what is shown is too old to be acted on. */
function Age({ asOf }: { asOf: number }) {
  const now = useNow()
  const time = wallTime(asOf)
  return now - time < 60_000 ? null : <> · {relativeTime(time, now)}</>
}

/** Says once that a reading ended; a failure is an alert of its own. */
function useEndAnnounced({ phase, held, missing }: FleetState): void {
  const before = useRef(phase)
  useEffect(() => {
    const wasReading = before.current === 'reading'
    before.current = phase
    if (!wasReading) return
    if (phase === 'complete') announce(`The fleet is read: ${counted(held, 'device')}`)
    if (phase === 'incomplete') {
      announce(`The fleet is read; ${countOfMissing(missing)} may be missing`)
    }
  }, [phase, held, missing])
}
