import { runs } from '../actions/receipts/run-list.ts'
import { countsText, runTitle } from '../actions/run/run-words.ts'
import { paths } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { useSession } from '../session/use-session.tsx'
import { Link } from '../ui/link.tsx'
import { RelativeTime } from '../ui/time-text.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { OverviewCard } from './overview-card.tsx'

const maxShown = 5

/** The latest receipts of this tab; hidden before the first action. */
export function TabReceipts() {
  const all = useStore(runs(useSession()))
  if (all.length === 0) return null
  return (
    <OverviewCard title="Activity in this tab" note="Not an audit log" className="print:hidden">
      <ul className="-mx-2">
        {all.slice(0, maxShown).map((run) => (
          <li
            key={run.id}
            className="relative flex min-h-8 flex-wrap items-baseline gap-x-3 rounded-md px-2 py-1 text-sm hover:bg-hover"
          >
            <Link
              to={paths.run(run.id)}
              className="font-medium wrap-anywhere after:absolute after:inset-0 hover:text-accent"
            >
              <bdi>{runTitle(run)}</bdi>
            </Link>
            <span className="text-ink-muted">{countsText(run)}</span>
            <span className="ml-auto text-ink-quiet">
              <RelativeTime iso={new Date(run.createdAt).toISOString()} absent="" />
            </span>
          </li>
        ))}
      </ul>
      {all.length > maxShown && (
        <p className="text-sm">
          <TextLink to={paths.activity}>All activity</TextLink>
        </p>
      )}
    </OverviewCard>
  )
}
