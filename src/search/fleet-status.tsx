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
import { useConnection } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { countOfMissing } from '../fleet/completeness.ts'
import { isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { tooLargeWords } from '../fleet/fleet-too-large.ts'
import { readFleetAgain, useFleetKeptFresh } from '../fleet/use-fleet.ts'

/** How complete and how old the snapshot is that a page rests on, with a button that refreshes it. */
export function FleetStatus({ state }: { state: FleetState }) {
  const connection = useConnection()
  if (state.phase === 'declined') return <TooLarge total={state.total} />
  return (
    <>
      {state.phase !== 'failed' && (
        <div className="flex min-h-8 items-center gap-1.5 text-sm text-ink-muted">
          <FleetLine state={state} />
          {state.phase === 'complete' && (
            <Button
              variant="quiet"
              small
              aria-label="Refresh all devices"
              icon={<RefreshCw aria-hidden className="size-3.5" />}
              onClick={() => void readFleetAgain(connection)}
            />
          )}
        </div>
      )}
      <FleetTrouble state={state} />
    </>
  )
}

/** The same in one line: progress while devices are loaded, then their number and age. */
export function FleetLine({ state }: { state: FleetState }) {
  useEndAnnounced(state)
  useFleetKeptFresh()
  switch (state.phase) {
    case 'empty':
    case 'reading':
      return <Reading state={state} />
    case 'complete':
    case 'incomplete':
      return <Read state={state} />
    default:
      return null
  }
}

/** Says that devices are missing from the snapshot, or why they couldn't be loaded. */
export function FleetTrouble({ state }: { state: FleetState }) {
  const connection = useConnection()
  const retry = () => void readFleetAgain(connection)
  if (state.phase === 'incomplete') {
    return (
      <Notice
        tone="warn"
        title={`Incomplete: ${countOfMissing(state.missing)} may be missing`}
        action={
          <Button
            variant="quiet"
            title="Refresh all devices"
            icon={<RefreshCw aria-hidden className="size-3.5" />}
            onClick={retry}
          >
            Refresh
          </Button>
        }
      >
        Devices changed while they were loaded, twice. Refresh when less is going on.
      </Notice>
    )
  }
  if (state.phase !== 'failed') return null
  return (
    <FailureNotice
      error={state.error}
      context={
        state.held > 0
          ? `Not all devices could be loaded: ${countOfMissing(state.missing)} may be missing here.`
          : 'The devices couldn’t be loaded.'
      }
      onRetry={retry}
    />
  )
}

/** Says that the network has too many devices to read. */
export function TooLarge({ total }: { total: number | undefined }) {
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
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <ProgressBar label="Loading devices" value={read} max={total} className="w-32" />
      {read > 0 && (
        <p className="tabular-nums">
          {asOf > 0 ? 'Refreshing devices' : 'Loading devices'}: {formatCount(read)}
          {total === undefined ? ' so far' : ` of ${formatCount(total)}`}
        </p>
      )}
      {asOf > 0 && <p>Showing data from {clockTime(wallTime(asOf), zone)}</p>}
      {paused && <p>Paused until the current run ends</p>}
      {!paused && (read === 0 || limitedFor) && (
        <p className="tabular-nums">{waitingWords(limitedFor)}</p>
      )}
    </div>
  )
}

/** Says what the devices are waiting for; `limitedFor` is the time until the rate limit allows calls. */
function waitingWords(limitedFor: string | undefined): string {
  return limitedFor ? `Rate limited. Retrying in ${limitedFor}.` : 'Loading devices…'
}

/** Progress of the first reading, shown beside counts that rest on it. */
export function ReadSoFar({ state }: { state: FleetState }) {
  const limitedFor = useTimeLeft(useConnection().rateLimit.until)
  const { read, total } = state
  if (!isSearchable(state)) return waitingWords(limitedFor)
  const all = total === undefined ? '' : ` of ${formatCount(total)}`
  return `${formatCount(read)}${all} devices loaded so far`
}

function Read({ state }: { state: FleetState }) {
  const zone = useStore(timeZone)
  return (
    <p className="tabular-nums">
      {state.phase === 'complete' && 'All '}
      {counted(state.held, 'device')} · updated {clockTime(wallTime(state.asOf), zone)}
      <Age asOf={state.asOf} />
    </p>
  )
}

/** Age, once the devices are too old to be acted on. */
function Age({ asOf }: { asOf: number }) {
  const now = useNow()
  const time = wallTime(asOf)
  return now - time < 60_000 ? null : <> · {relativeTime(time, now)}</>
}

/** Announces the end of a reading; a failure is an alert of its own. */
function useEndAnnounced({ phase, held, missing }: FleetState): void {
  const before = useRef(phase)
  useEffect(() => {
    const wasReading = before.current === 'reading'
    before.current = phase
    if (!wasReading) return
    if (phase === 'complete') announce(`All ${counted(held, 'device')} loaded`)
    if (phase === 'incomplete') {
      announce(`Devices loaded; ${countOfMissing(missing)} may be missing`)
    }
  }, [phase, held, missing])
}
