import { outcomeKinds } from '../actions/run/outcome.ts'
import { isUnderWay, settledCount, type RunRecord } from '../actions/run/run-record.ts'
import { paths } from '../lib/paths.ts'
import { formatCount } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { OutcomeIcon, openOr } from '../actions/run/outcome-badge.tsx'
import { receiptSearch, type ReceiptView } from './receipt-view.ts'

/** The counts by outcome, which add up to all devices; each is a link to those devices. */
export function OutcomeFilter({ run, view }: { run: RunRecord; view: ReceiptView }) {
  const counts: { outcome: ReceiptView['outcome']; name: string; count: number }[] = [
    { outcome: undefined, name: 'All', count: run.devices.length },
    ...outcomeKinds.map((kind) => ({
      outcome: kind,
      name: openOr(kind, run.action, false),
      count: run.counts[kind],
    })),
    {
      outcome: 'open',
      name: openOr(undefined, run.action, isUnderWay(run)),
      count: run.devices.length - settledCount(run),
    },
  ]
  return (
    <nav aria-label="Filter by outcome" className="flex flex-wrap gap-1.5">
      {counts
        .filter(({ outcome, count }) => count > 0 || outcome === view.outcome)
        .map(({ outcome, name, count }) => (
          <Link
            key={name}
            to={paths.run(run.id, receiptSearch({ outcome, page: 1 }))}
            replace
            aria-current={outcome === view.outcome ? 'true' : undefined}
            className="inline-flex h-8 items-center gap-1.5 rounded-full bg-surface px-3 text-sm text-ink-muted ring-1 ring-line ring-inset hover:text-ink aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-ink aria-[current]:ring-accent/60 max-sm:h-11"
          >
            {outcome && <OutcomeIcon kind={outcome} />}
            {name} <span className="tabular-nums">{formatCount(count)}</span>
          </Link>
        ))}
    </nav>
  )
}
