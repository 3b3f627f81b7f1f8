import { TriangleAlert } from 'lucide-react'
import { Fragment } from 'react'
import { formatShare } from '../lib/share.ts'
import { formatCount } from '../lib/text.ts'
import { MetricLink } from './metric-link.tsx'
import { nounFor } from './metrics.ts'
import type { CountedChart } from './overview.ts'
import { Track } from '../ui/track.tsx'

/** One grid for every card, so that all bars begin and end at the same places. */
export const barGridClass =
  '-mx-2 grid grid-cols-[8.25rem_minmax(0,1fr)_minmax(3rem,auto)_minmax(2.25rem,auto)]'

export const barRowClass =
  'col-span-full grid min-h-8 grid-cols-subgrid items-center gap-x-3 rounded-md px-2 text-sm max-sm:min-h-11 print:min-h-6'

/** Values with their share as a bar and their count, each linked to the list of what was counted. */
export function BarList({ chart: { of, bars, total, flagged } }: { chart: CountedChart }) {
  return (
    <ul className={barGridClass}>
      {bars.map((bar, place) => {
        const { label, count, isFlagged = false } = bar
        return (
          <Fragment key={label}>
            {flagged && isFlagged !== (bars[place - 1]?.isFlagged ?? false) && (
              <li className="col-span-full mx-2 mt-1 border-t border-line pt-1.5 text-xs text-ink-quiet">
                {isFlagged && flagged}
              </li>
            )}
            <li className="col-span-full grid grid-cols-subgrid">
              <MetricLink
                metric={bar}
                className={`group tabular-nums hover:bg-hover ${barRowClass}`}
              >
                <bdi
                  className={`flex min-w-0 items-center gap-1.5 group-hover:text-accent ${isFlagged && !flagged ? 'font-medium text-warn' : ''}`}
                >
                  <span className="truncate">{label}</span>
                  {isFlagged && !flagged && (
                    <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
                  )}
                </bdi>
                <Track count={count} of={total} isFlagged={isFlagged} className="h-2.5" />
                <span className="text-right">
                  {formatCount(count)}
                  <span className="sr-only"> {nounFor(of, count)},</span>
                </span>
                <span className="text-right text-ink-quiet">{formatShare(count, total)}</span>
              </MetricLink>
            </li>
          </Fragment>
        )
      })}
    </ul>
  )
}
