import { ListChecks } from 'lucide-react'
import { isUnderWay, type RunRecord } from '../actions/run-record.ts'
import { countsText, runTitle, stateName } from '../actions/run-words.ts'
import { ProgressBar, progressTitle } from './run-progress.tsx'
import { deviceActions } from '../actions/device-actions.ts'
import { runs } from '../actions/run-list.ts'
import { paths } from '../lib/paths.ts'
import { counted } from '../lib/text.ts'
import { useDocumentTitle } from '../lib/use-document-title.ts'
import { useStore } from '../lib/use-store.ts'
import { Link } from '../ui/link.tsx'
import { RelativeTime } from '../ui/time-text.tsx'

/** This session's runs, newest first. */
export function RunsPage() {
  const all = useStore(runs)
  useDocumentTitle('Runs')
  return (
    <main
      id="main"
      className="mx-auto grid w-full max-w-6xl grid-cols-[minmax(0,1fr)] content-start gap-4 px-6 pt-5 pb-12 max-sm:px-4"
    >
      <div>
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight">
          Runs
        </h1>
        <p className="mt-1 text-ink-muted">
          What was done in this tab since it was opened. This browser’s record, not an audit log.
        </p>
      </div>
      {all.length === 0 ? (
        <div className="grid justify-items-center gap-2 rounded-xl bg-surface px-6 py-20 text-center shadow-card ring-1 ring-line">
          <ListChecks aria-hidden className="size-8 text-ink-quiet" />
          <p className="text-lg font-medium">No runs yet</p>
          <p className="max-w-md text-ink-muted">
            Each time you deactivate or remove devices, the receipt appears here: what was asked,
            and what became of every device.
          </p>
          <Link
            to={paths.devices()}
            className="mt-1 font-medium text-accent underline underline-offset-2"
          >
            Go to devices
          </Link>
        </div>
      ) : (
        <ul className="divide-y divide-line rounded-xl bg-surface shadow-card ring-1 ring-line">
          {all.map((run) => (
            <RunItem key={run.id} run={run} />
          ))}
        </ul>
      )}
    </main>
  )
}

function RunItem({ run }: { run: RunRecord }) {
  return (
    <li className="relative grid gap-1 px-4 py-3 hover:bg-hover">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Link
          to={paths.run(run.id)}
          // The whole entry is the link's target for a pointer.
          className="font-medium wrap-anywhere after:absolute after:inset-0 hover:text-accent"
        >
          <bdi>{runTitle(run)}</bdi>
        </Link>
        <span className="text-sm text-ink-muted">
          {stateName(run)} · <RelativeTime iso={new Date(run.createdAt).toISOString()} absent="" />
        </span>
      </div>
      <p className="text-sm text-ink-muted">
        {run.label !== undefined &&
          `${deviceActions[run.action].verb} ${counted(run.targets, 'device')}: `}
        {countsText(run)}
      </p>
      {isUnderWay(run) && <ProgressBar run={run} label={progressTitle(run)} />}
    </li>
  )
}
