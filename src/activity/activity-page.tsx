import { ListChecks } from 'lucide-react'
import { deviceActionNames, deviceActions } from '../actions/definitions.ts'
import { isRestored, runs } from '../actions/receipts/run-list.ts'
import type { RunRecord } from '../actions/run/run-record.ts'
import { countsText, runTitle, stateName } from '../actions/run/run-words.ts'
import { listed } from '../lib/listed.ts'
import { paths } from '../lib/paths.ts'
import { counted } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Empty } from '../ui/empty.tsx'
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { RelativeTime } from '../ui/time-text.tsx'
import { OutcomeBar } from '../actions/run/run-progress.tsx'

/** This session's runs, newest first. */
export function ActivityPage() {
  const session = useSession()
  const all = useStore(runs(session))
  const isComplete = useStore(isRestored(session))
  return (
    <Page title="Activity" lead="Actions from this tab only. Not an audit log.">
      {all.length > 0 && (
        <ul className="card divide-y divide-line">
          {all.map((run) => (
            <RunItem key={run.id} run={run} />
          ))}
        </ul>
      )}
      {all.length === 0 && isComplete && (
        <Empty
          icon={<ListChecks aria-hidden className="size-8 text-ink-quiet" />}
          title="No activity yet"
          action={<TextLink to={paths.devices()}>Go to devices</TextLink>}
        >
          When you {listed(deviceActionNames, 'or')} devices, a receipt with the outcome for each
          device appears here.
        </Empty>
      )}
    </Page>
  )
}

function RunItem({ run }: { run: RunRecord }) {
  const isOpen = run.counts.failed + run.counts.unknown > 0
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
      <p className={`text-sm ${isOpen ? 'text-warn' : 'text-ink-muted'}`}>
        {run.label !== undefined &&
          `${deviceActions[run.action].verb} ${counted(run.targets, 'device')}: `}
        {countsText(run)}
      </p>
      <OutcomeBar run={run} />
    </li>
  )
}
