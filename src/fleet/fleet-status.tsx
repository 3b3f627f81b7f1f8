import { RefreshCw, Square } from 'lucide-react'
import { useEndAnnounced } from '../feedback/use-end-announced.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { costOfRest, countOfMissing, coverageOf, loadedWords, troubleOf } from './coverage.ts'
import { isLoaded, type FleetState } from './fleet-state.ts'
import {
  refreshFleet,
  smallFleet,
  stopLoading,
  useFleet,
  useFleetKeptFresh,
  useFleetState,
  useWaitingWords,
} from './use-fleet.ts'
import type { FleetResult } from './use-fleet-query.ts'
import { wallTime } from '../lib/clock.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount } from '../lib/text.ts'
import { clockTime, relativeTime } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { useSlow } from '../lib/use-slow.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'

/**
 * Tells how complete and old the snapshot is, and the ways on, and has it loaded for a page that was
 * opened first; `result` is the page's answer.
 */
export function FleetStatus({
  result,
}: {
  result?: Pick<FleetResult<unknown>, 'coverage' | 'error'>
}) {
  const state = useFleet()
  const session = useSession()
  const hasLine = state.phase === 'empty' || state.phase === 'loading' || isLoaded(state)
  // Nothing is said of all devices before the page has counted them.
  const isCounting = isLoaded(state) && result?.coverage.isLoading && !result.error
  return (
    <>
      {hasLine && (
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted max-sm:min-h-11 max-sm:flex-nowrap">
          {isCounting ? (
            <p className="tabular-nums">Counting {counted(state.held, 'device')}…</p>
          ) : (
            <FleetLine />
          )}
          <StopLoading />
          {state.phase === 'complete' && !isCounting && (
            <Button
              variant="quiet"
              small
              className="-ml-1.5"
              aria-label="Refresh all devices"
              icon={RefreshCw}
              onClick={() => void refreshFleet(session)}
            />
          )}
        </div>
      )}
      <FleetTrouble />
    </>
  )
}

/** Progress while devices load, then their number and age; `isOfRows`: what is shown rests on them. */
export function FleetLine({ isOfRows = true }: { isOfRows?: boolean }) {
  const state = useFleetState()
  useFleetKeptFresh()
  if (state.phase === 'empty' || state.phase === 'loading')
    return <Loading state={state} isOfRows={isOfRows} />
  return isLoaded(state) ? <Loaded state={state} /> : null
}

/** Why devices are missing from the snapshot, if so, and the way to load them; tells when loading ends. */
function useTrouble() {
  const state = useFleetState()
  const session = useSession()
  useEndAnnounced(state.phase === 'loading', endText(state))
  const trouble = troubleOf(state, useStore(timeZone))
  return { state, trouble, load: () => refreshFleet(session) }
}

/** Says why devices are missing from the snapshot, with a button that loads them. */
export function FleetTrouble() {
  const { state, trouble, load } = useTrouble()
  if (!trouble) return null
  if (state.phase === 'failed') {
    return <FailureNotice error={state.error} context={trouble.more} onRetry={load} />
  }
  return (
    <Notice
      tone="warn"
      title={trouble.title}
      action={trouble.button && <Button onClick={load}>{trouble.button}</Button>}
    >
      {trouble.more}
    </Notice>
  )
}

/** The same in a menu, where it stands only while counts aren't those of all devices. */
export function LoadingNote() {
  const isComplete = useFleetState().phase === 'complete'
  return (
    !isComplete && (
      <div className="px-2 py-1.5 text-sm text-ink-quiet">
        <FleetNote />
      </div>
    )
  )
}

/** The same where there is little room: in a menu, or in the palette. */
export function FleetNote() {
  const { trouble, load } = useTrouble()
  if (!trouble) {
    return (
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <FleetLine />
        <StopLoading />
      </div>
    )
  }
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <p className="text-warn">{trouble.title}</p>
      {trouble.button && <Button onClick={load}>{trouble.button}</Button>}
    </div>
  )
}

/** Stops loading devices; hidden where that takes a moment. */
export function StopLoading() {
  const session = useSession()
  const isLong = useLongLoad()
  return (
    isLong && (
      <Button
        icon={Square}
        // In a phone's line the icon alone, whose edge would touch the first card.
        className="max-sm:in-[.list-status]:bg-transparent max-sm:in-[.list-status]:ring-0 max-sm:in-[.list-status]:*:fill-current sm:h-7"
        onClick={() => stopLoading(session)}
      >
        <span className="max-sm:in-[.list-status]:sr-only">Stop</span>
      </Button>
    )
  )
}

function useLongLoad(): boolean {
  const { phase, total } = useFleetState()
  const isSlow = useSlow(phase === 'loading')
  return phase === 'loading' && (isSlow || (total ?? 0) > smallFleet)
}

function Loading({ state, isOfRows }: { state: FleetState; isOfRows: boolean }) {
  const zone = useStore(timeZone)
  const { loaded, total, asOf, pace } = state
  const waiting = useWaitingWords()
  const words = waiting ?? (loaded === 0 && 'Loading devices…')
  const isLong = useLongLoad()
  return (
    // On a phone two lines beside the bar, so that nothing below moves, and at the beginning of a
    // list's line the bar alone; at its end as wide as all that it may say, so that it doesn't move itself.
    <div className="flex min-w-0 items-center gap-x-3 max-sm:in-[.list-status]:-order-1 max-sm:in-[.list-status]:ml-0 xl:in-[.list-status]:w-130">
      <ProgressBar
        label="Loading devices"
        value={loaded}
        max={total}
        className="w-32 shrink-0 in-[.list-status]:w-20 max-sm:w-12"
      />
      <div className="flex min-w-0 flex-wrap gap-x-3 max-sm:in-[.list-status]:sr-only">
        {loaded > 0 && (
          <p className="tabular-nums">
            {asOf > 0 ? 'Refreshing devices' : 'Loading devices'}: {formatCount(loaded)}
            {total === undefined ? ' so far' : ` of ${formatCount(total)}`}
          </p>
        )}
        {asOf > 0 && isOfRows && <p>Showing data from {clockTime(wallTime(asOf), zone)}</p>}
        {words && <p className="tabular-nums">{words}</p>}
        {isLong && waiting === undefined && pace && total !== undefined && (
          <p className="tabular-nums max-[24rem]:hidden max-xl:in-[.list-status]:hidden">
            {costOfRest(total - loaded, pace)}
          </p>
        )}
      </div>
    </div>
  )
}

function Loaded({ state }: { state: FleetState }) {
  const zone = useStore(timeZone)
  return (
    <p className="tabular-nums">
      <span className="max-lg:in-[.list-status]:sr-only">
        {state.phase === 'complete' && 'All '}
        {counted(state.held, 'device')} ·{' '}
      </span>
      updated {clockTime(wallTime(state.asOf), zone)}
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

function endText(state: FleetState): string | undefined {
  switch (state.phase) {
    case 'complete':
      return `All ${counted(state.held, 'device')} loaded`
    case 'incomplete':
      return `Devices loaded; ${countOfMissing(state.missing)} may be missing`
    case 'stopped':
      return `Stopped at ${loadedWords(coverageOf(state))}`
    default:
      return undefined
  }
}
