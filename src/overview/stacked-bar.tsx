import type { PostureVerdict } from '../device/posture.ts'
import { StatusBadge } from '../device/status-badge.tsx'
import { lookOfStatus } from '../device/statuses.ts'
import { formatShare } from '../lib/share.ts'
import { counted, formatCount } from '../lib/text.ts'
import { MetricLink } from './metric-link.tsx'
import { nounFor, type Metric } from './metrics.ts'
import type { CountedChart } from './overview.ts'

const postureLooks: Record<PostureVerdict, string> = {
  compliant: 'before:bg-good-fill',
  noncompliant: 'before:bg-warn-fill',
  unknown: 'before:border-2 before:border-idle',
}

/** The color and shape of a part, as its badge has it. */
function lookOf({ badge }: Metric): string {
  if (badge === undefined) return ''
  return 'status' in badge ? lookOfStatus(badge.status) : postureLooks[badge.posture]
}

/** Parts of a whole as one bar, and a legend of linked counts. */
export function StackedBar({ chart: { of, bars, total } }: { chart: CountedChart }) {
  return (
    <>
      {/* Hidden from the keyboard and from screen readers, which get the same links in the legend. */}
      <div aria-hidden className="flex h-4 gap-0.5">
        {bars
          .filter(({ count }) => count > 0)
          .map((bar) => (
            <MetricLink
              key={bar.label}
              metric={bar}
              tabIndex={-1}
              title={`${bar.label}: ${counted(bar.count, 'device')}`}
              style={{ flexGrow: bar.count }}
              className={`relative min-w-1 basis-0 hover:opacity-80 before:absolute before:inset-0 before:rounded-xs before:forced-color-adjust-none before:[print-color-adjust:exact] ${lookOf(bar)}`}
            />
          ))}
      </div>
      <ul className={legendClass}>
        {bars.map((bar) => (
          <li key={bar.label}>
            <MetricLink
              metric={bar}
              className="group block rounded-md px-2 py-1 text-sm tabular-nums hover:bg-hover print:px-0"
            >
              <span className="block group-hover:text-accent">
                <Badge {...bar} />
              </span>{' '}
              <span className="font-medium">
                {formatCount(bar.count)}
                <span className="sr-only"> {nounFor(of, bar.count)},</span>
              </span>{' '}
              <span className="text-ink-quiet">{formatShare(bar.count, total)}</span>
            </MetricLink>
          </li>
        ))}
      </ul>
    </>
  )
}

export const legendClass = '-mx-2 grid grid-cols-2 gap-y-1 sm:grid-cols-4'

/** A label with its dot or icon. */
export function Badge({ label, badge }: Pick<Metric, 'label' | 'badge'>) {
  if (badge === undefined) return label
  if ('status' in badge) return <StatusBadge status={badge.status}>{label}</StatusBadge>
  return <span data-posture={badge.posture}>{label}</span>
}
