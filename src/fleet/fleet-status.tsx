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
import { countOfMissing } from './completeness.ts'
import { mostDevicesRead, type FleetState } from './fleet-state.ts'
import { readFleetAgain, useFleetKeptFresh } from './use-fleet.ts'

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
      return (
        <Notice tone="warn" title="This fleet is too large to be read as a whole">
          It has {state.total === undefined ? 'more' : counted(state.total, 'device')}
          {state.total === undefined ? ' than ' : '; up to '}
          {formatCount(mostDevicesRead)} are read. The list still sorts and pages all of them, and
          each device can be opened, deactivated and removed there.
        </Notice>
      )
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

function Reading({ state }: { state: FleetState }) {
  const zone = useStore(timeZone)
  const { read, total, asOf, paused } = state
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
      <progress
        aria-label="Reading the fleet"
        className="h-1.5 w-40 appearance-none overflow-hidden rounded-full bg-ink/10 indeterminate:animate-pulse max-sm:w-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
        // Without a value the bar tells that it cannot tell.
        {...(total !== undefined && total > 0 && { value: Math.min(read, total), max: total })}
      />
      <p className="tabular-nums">
        Reading the fleet{asOf > 0 && ' again'}: {formatCount(read)}
        {total === undefined ? ' so far' : ` of ${formatCount(total)}`}
      </p>
      {asOf > 0 && <p>Meanwhile as of {clockTime(wallTime(asOf), zone)}</p>}
      {paused ? <p>Waits while a run is acting</p> : <RateLimit />}
    </div>
  )
}

function RateLimit() {
  const left = useTimeLeft(useConnection().rateLimit.until)
  if (!left) return null
  return <p className="tabular-nums">The API’s rate limit: goes on in {left}</p>
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
