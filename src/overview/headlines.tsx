import type { Coverage } from '../fleet/coverage.ts'
import { formatShare } from '../lib/share.ts'
import { counted, formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { headlines } from './attention.ts'
import { MetricLink } from './metric-link.tsx'
import type { Overview } from './overview.ts'
import { Badge } from './stacked-bar.tsx'

interface HeadlinesProps {
  overview: Overview | undefined
  coverage: Coverage
}

/** The numbers that matter most, each a link to its devices. */
export function Headlines({ overview, coverage }: HeadlinesProps) {
  return (
    <ul
      aria-label="Key figures"
      className="card grid grid-cols-2 overflow-hidden sm:grid-cols-5 print:grid-cols-5"
    >
      {headlines.map((metric, place) => {
        const words = wordsOf(place, overview, coverage)
        return (
          <li
            key={metric.label}
            className="-mb-px -ml-px border-b border-l border-line max-sm:first:col-span-2"
          >
            <MetricLink
              metric={metric}
              className="group block h-full px-4 py-3 -outline-offset-2 hover:bg-hover"
            >
              <span className="block text-sm text-ink-muted group-hover:text-accent">
                <Badge {...metric} />
              </span>{' '}
              <span className="flex h-8 items-center text-2xl font-semibold tracking-tight tabular-nums">
                {words ? words[0] : <Skeleton className="h-6 w-16" />}
              </span>{' '}
              <span className="flex h-4 items-center text-xs text-ink-quiet tabular-nums">
                {words ? words[1] : <Skeleton className="h-3 w-20" />}
              </span>
            </MetricLink>
          </li>
        )
      })}
    </ul>
  )
}

/** A number and what it is a share of; `undefined` while nothing is known. */
function wordsOf(
  place: number,
  overview: Overview | undefined,
  coverage: Coverage,
): [number: string, note: string] | undefined {
  const isPartial = coverage.kind === 'partial'
  if (place === 0 && isPartial && coverage.total !== undefined) {
    // The API's own number; what is loaded is said where it differs.
    return [
      formatCount(coverage.total),
      overview ? `${formatCount(overview.total)} loaded so far` : '',
    ]
  }
  const metric = overview?.headlines[place]
  if (!overview || !metric || (isPartial && metric.count === 0)) return undefined
  if (!metric.isReported) return ['–', 'Not reported']
  if (isPartial) return [formatCount(metric.count), 'so far']
  const share = formatShare(metric.count, metric.among.count)
  if (place === 0) {
    const people = overview.charts.find(({ of }) => of === 'person')?.total ?? 0
    return [formatCount(metric.count), people === 0 ? '' : counted(people, 'person', 'people')]
  }
  const whole = metric.note ? ` · ${metric.note}` : ` of ${formatCount(metric.among.count)}`
  return [formatCount(metric.count), share && share + whole]
}
