import { Pause, TriangleAlert, X } from 'lucide-react'
import { useLocation } from 'react-router'
import { isSamePath, paths } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { OutcomeBar, pauseReason, progressTitle, ProgressText } from './run/run-progress.tsx'
import { isUnderWay, type RunRecord } from './run/run-record.ts'
import { retryText } from './run/run-words.ts'
import { RunControls } from './run-controls.tsx'
import { dismissRun, runs } from './receipts/run-list.ts'
import { TextLink } from '../ui/text-link.tsx'

/** The runs in progress, and those that can be resumed after a lock or reload, at the foot of every page. */
export function RunBar() {
  const all = useStore(runs(useSession()))
  const { pathname } = useLocation()
  // A run's own page shows it already.
  const shown = all.filter((run) => needsAttention(run) && !isSamePath(pathname, paths.run(run.id)))
  if (shown.length === 0) return null
  return (
    <section
      aria-label="Activity in progress"
      className="sticky bottom-0 z-10 mt-auto divide-y max-sm:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] divide-line border-t border-line bg-surface shadow-float"
    >
      {shown.map((run) => (
        <RunStrip key={run.id} run={run} />
      ))}
    </section>
  )
}

function needsAttention(run: RunRecord): boolean {
  if (run.devices.length < 2) return false
  if (isUnderWay(run) || run.state === 'elsewhere') return true
  return (
    run.halted !== undefined &&
    run.halted !== 'stopped' &&
    !run.isDismissed &&
    retryText(run) !== undefined
  )
}

function RunStrip({ run }: { run: RunRecord }) {
  const session = useSession()
  return (
    <div className="page-width grid gap-2 py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64 text-sm">
          <p className="flex items-center gap-2 font-medium">
            {run.state === 'paused' && <Pause aria-hidden className="size-4 shrink-0 text-warn" />}
            {!isUnderWay(run) && (
              <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
            )}
            {progressTitle(run)}
          </p>
          {run.state === 'paused' && <p role="alert">{pauseReason(run)}</p>}
          <p className="text-ink-muted">
            <ProgressText run={run} />
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <RunControls run={run} />
          <TextLink to={paths.run(run.id)} className="px-2 py-1.5 text-sm max-sm:py-3">
            Open receipt
          </TextLink>
          {!isUnderWay(run) && run.state !== 'elsewhere' && (
            <Button
              variant="quiet"
              square
              aria-label="Dismiss"
              icon={X}
              onClick={() => dismissRun(session, run.id)}
            />
          )}
        </div>
      </div>
      <OutcomeBar run={run} />
    </div>
  )
}
