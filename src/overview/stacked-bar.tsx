import { plainStatus } from '../api/device.ts'
import { StatusBadge } from '../device/status-badge.tsx'
import { formatShare } from '../lib/share.ts'
import { counted, formatCount } from '../lib/text.ts'
import { MetricLink } from './metric-link.tsx'
import { nounFor, type Metric } from './metrics.ts'
import type { CountedChart } from './overview.ts'

// The colors and shapes of the badges; a map, because a status may be `constructor`.
const looks = new Map([
  ['online', 'bg-good-fill'],
  ['offline', 'border-2 border-idle'],
  ['deactivated', 'bg-ink-quiet'],
  ['unauthorized', 'bg-warn-fill'],
  ['compliant', 'bg-good-fill'],
  ['not compliant', 'bg-warn-fill'],
  ['unknown', 'border-2 border-idle'],
])

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
              className={`min-w-1 basis-0 rounded-xs hover:opacity-80 forced-color-adjust-none [print-color-adjust:exact] ${looks.get(plainStatus(bar.label)) ?? 'bg-idle'}`}
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
