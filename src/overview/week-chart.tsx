import { maxOf } from '../lib/max-of.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount } from '../lib/text.ts'
import { dayAndMonth } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { barClass } from '../ui/track.tsx'
import { MetricLink } from './metric-link.tsx'
import type { Overview } from './overview.ts'
import { scaleTop, weekNames, weekSentence } from './week-words.ts'

/** Registrations per week, each a link, on a scale that begins at 0. */
export function WeekChart({ weeks, isFinal }: { weeks: Overview['weeks']; isFinal: boolean }) {
  const zone = useStore(timeZone)
  const now = useNow(60_000)
  const names = weekNames(weeks, now, zone)
  const top = scaleTop(
    maxOf(
      weeks.map(({ count }) => count),
      1,
    ),
  )
  return (
    <>
      {/* On a phone the bars need the width of the card to be wide enough to press. */}
      <div className="relative flex min-h-48 grow pt-2 print:min-h-28 max-sm:-mx-4">
        <div
          aria-hidden
          className="absolute inset-x-0 top-2 bottom-6 flex flex-col justify-between"
        >
          {[top, top / 2, 0].map((value) => (
            <span key={value} className="h-0 border-t border-line text-xs text-ink-quiet">
              <span className="tabular-nums max-sm:pl-1.5 max-[24rem]:hidden">
                {formatCount(value)}
              </span>
            </span>
          ))}
        </div>
        <ol className="relative flex min-w-0 grow pl-10 max-[24rem]:pl-0">
          {weeks.map((week, place) => (
            <li key={week.q} className="group flex min-w-0 flex-1 flex-col">
              <MetricLink
                metric={week}
                aria-label={`${names[place]}: ${counted(week.count, 'device')}`}
                title={`${names[place]}: ${counted(week.count, 'device')}`}
                className="group flex grow flex-col justify-end rounded-t-sm px-0.5 hover:bg-hover sm:px-1"
              >
                <span className="text-center text-xs tabular-nums max-sm:hidden">
                  {formatCount(week.count)}
                </span>
                <span
                  className={`rounded-t-sm ${barClass}`}
                  style={{
                    height: `${(week.count / top) * 100}%`,
                    minHeight: week.count > 0 ? 2 : 0,
                  }}
                />
              </MetricLink>
              <span
                aria-hidden
                className="flex h-6 items-end justify-center text-xs whitespace-nowrap text-ink-quiet"
              >
                {(weeks.length - 1 - place) % 3 === 0 && dayAndMonth(now - week.from, zone)}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <p className="text-sm text-ink-muted">{weekSentence(weeks, names, isFinal)}</p>
    </>
  )
}
