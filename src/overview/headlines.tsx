import type { Coverage } from '../fleet/coverage.ts'
import { formatShare } from '../lib/share.ts'
import { counted, formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { headlineFigures } from './attention.ts'
import { FigureLink } from './figure-link.tsx'
import type { Overview } from './overview.ts'
import { Badge } from './stacked-bar.tsx'

interface HeadlinesProps {
  overview: Overview | undefined
  coverage: Coverage
}

/** The figures that matter most, each a link to its devices. */
export function Headlines({ overview, coverage }: HeadlinesProps) {
  return (
    <ul
      aria-label="Key figures"
      className="card grid grid-cols-2 overflow-hidden sm:grid-cols-5 print:grid-cols-5"
    >
      {headlineFigures.map((figure, place) => {
        const words = wordsOf(place, overview, coverage)
        return (
          <li
            key={figure.label}
            className="-mb-px -ml-px border-b border-l border-line max-sm:first:col-span-2"
          >
            <FigureLink
              figure={figure}
              className="group block h-full px-4 py-3 -outline-offset-2 hover:bg-hover"
            >
              <span className="block text-sm text-ink-muted group-hover:text-accent">
                <Badge bar={figure} />
              </span>{' '}
              <span className="flex h-8 items-center text-2xl font-semibold tracking-tight tabular-nums">
                {words ? words[0] : <Skeleton className="h-6 w-16" />}
              </span>{' '}
              <span className="flex h-4 items-center text-xs text-ink-quiet tabular-nums">
                {words ? words[1] : <Skeleton className="h-3 w-20" />}
              </span>
            </FigureLink>
          </li>
        )
      })}
    </ul>
  )
}

/** A figure and what it is a share of; `undefined` while nothing is known. */
function wordsOf(
  place: number,
  overview: Overview | undefined,
  coverage: Coverage,
): [figure: string, note: string] | undefined {
  const isPartial = coverage.kind === 'partial'
  if (place === 0 && isPartial && coverage.total !== undefined) {
    // The API's own number; what is loaded is said where it differs.
    return [
      formatCount(coverage.total),
      overview ? `${formatCount(overview.total)} loaded so far` : '',
    ]
  }
  const figure = overview?.headlines[place]
  if (!overview || !figure || (isPartial && figure.count === 0)) return undefined
  if (!figure.isReported) return ['–', 'Not reported']
  if (isPartial) return [formatCount(figure.count), 'so far']
  const share = formatShare(figure.count, figure.among.count)
  if (place === 0) {
    const people = overview.pictures.find(({ of }) => of === 'person')?.total ?? 0
    return [formatCount(figure.count), people === 0 ? '' : counted(people, 'person', 'people')]
  }
  const whole = figure.note ? ` · ${figure.note}` : ` of ${formatCount(figure.among.count)}`
  return [formatCount(figure.count), share && share + whole]
}
