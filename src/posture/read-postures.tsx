import { ScanSearch, Square } from 'lucide-react'
import { useId } from 'react'
import { useEndAnnounced } from '../feedback/use-end-announced.ts'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { postureReading, readPostures, stopReadingPostures } from '../fleet/posture-reading.ts'
import type { FleetPostures } from '../fleet/snapshot/fleet-index.ts'
import { costOneByOne } from '../fleet/coverage.ts'
import { useFleetState, useWaitingWords } from '../fleet/use-fleet.ts'
import { steadyNow } from '../lib/clock.ts'
import { counted, formatCount } from '../lib/text.ts'
import { timeLeft } from '../lib/use-time-left.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'

/** Offers to read posture from each device when the list has none, and shows the progress. */
export function ReadPostures({
  postures,
  isComplete,
}: {
  postures: FleetPostures
  isComplete: boolean
}) {
  const session = useSession()
  const { pace } = useFleetState()
  const costId = useId()
  const { phase, error, skipped } = useStore(postureReading(session))
  const read = () => readPostures(session)
  const { devices, withPosture, readSingly, unread } = postures
  useEndAnnounced(phase === 'reading', endText(phase, postures))
  if (phase === 'reading') return <Progress />
  if (unread === 0 && readSingly > 0) {
    return (
      <p className="text-sm text-ink-muted tabular-nums">
        The API’s list has no posture, so it was loaded from {counted(readSingly, 'device')} one by
        one.{' '}
        {withPosture === 0 ? 'None of them has posture data.' : 'It’s kept until you sign out.'}
      </p>
    )
  }
  const isIncomplete = `Incomplete: the posture of ${formatCount(unread)} of ${counted(devices, 'device')} isn’t loaded.`
  if (phase === 'failed')
    return <FailureNotice error={error} context={isIncomplete} onRetry={read} />
  if (readSingly > 0) {
    return (
      <Notice
        tone="warn"
        title={isIncomplete}
        action={<Button onClick={read}>Resume ({formatCount(unread)} left)</Button>}
      >
        {skipped > 0 &&
          `${counted(skipped, 'device')} couldn’t be loaded. They may have been removed.`}
      </Notice>
    )
  }
  if (withPosture > 0 || unread === 0) return null
  return (
    <Empty
      icon={<ScanSearch aria-hidden className="size-8 text-ink-quiet" />}
      title={isComplete ? 'No posture in the list of devices' : 'No posture in the loaded devices'}
      action={
        <>
          <Button variant="primary" className="mt-2" aria-describedby={costId} onClick={read}>
            Load {counted(unread, 'device')} one by one
          </Button>
          <p id={costId} className="min-h-5 text-sm tabular-nums">
            {pace && costOneByOne(unread, pace.requestMs)}
          </p>
        </>
      }
    >
      The API’s list leaves it out, but the answer for a single device may include it. Once loaded,
      posture shows up in filters, on the overview and in exports until you sign out.
    </Empty>
  )
}

function Progress() {
  const session = useSession()
  const { read, skipped, total, startedAt } = useStore(postureReading(session))
  const waiting = useWaitingWords()
  useNow(1_000)
  const done = read + skipped
  const left = done > 0 ? ((steadyNow() - startedAt) / done) * (total - done) : undefined
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
      <ProgressBar
        label="Loading posture"
        value={done}
        max={total}
        className="w-40 max-sm:w-full"
      />
      <p className="tabular-nums">
        Loading posture: {formatCount(done)} of {counted(total, 'device')}
      </p>
      <p className="tabular-nums">
        {waiting ?? (left !== undefined && `About ${timeLeft(left)} left`)}
      </p>
      <Button icon={Square} onClick={() => stopReadingPostures(session)}>
        Stop
      </Button>
    </div>
  )
}

/** How a reading ended, to be announced; a failure is an alert of its own. */
function endText(phase: string, { readSingly, unread }: FleetPostures): string | undefined {
  if (phase === 'done') return `Posture loaded from ${counted(readSingly, 'device')}`
  return phase === 'stopped' ? `Stopped. ${counted(unread, 'device')} left` : undefined
}
