import { maxOf } from '../lib/max-of.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount } from '../lib/text.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { Link } from '../ui/link.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { barClass } from '../ui/bar-class.ts'
import { nounFor } from './nouns.ts'
import type { Bar, Week } from './overview.ts'
import { weekNames, weekSentence } from './week-words.ts'

interface WeekChartProps {
  weeks: readonly Week[]
  earlier: Bar
  /** False while more devices may be counted. */
  isFinal: boolean
}

/** Registrations per week: a bar chart for pointers, a sentence, and a list. */
export function WeekChart({ weeks, earlier, isFinal }: WeekChartProps) {
  const zone = useStore(timeZone)
  const now = useNow(60_000)
  const names = weekNames(weeks, now, zone)
  const most = maxOf(
    weeks.map(({ count }) => count),
    1,
  )
  return (
    <>
      {/* Hidden from the keyboard and from screen readers, which get the same links as a list below. */}
      <div
        aria-hidden
        className="flex h-28 print:h-20 items-stretch gap-px border-b border-line sm:gap-0.5"
      >
        {weeks.map(({ link, count }, place) => (
          <Link
            key={link.to}
            {...link}
            tabIndex={-1}
            title={`${names[place]}: ${counted(count, 'device')}`}
            className="group flex min-w-0 flex-1 items-end rounded-t-sm hover:bg-hover"
          >
            <span
              className={`block w-full rounded-t-sm ${barClass}`}
              style={{ height: `${(count / most) * 100}%`, minHeight: count > 0 ? 2 : 0 }}
            />
          </Link>
        ))}
      </div>
      <div aria-hidden className="flex justify-between text-xs text-ink-quiet">
        <span>{names[0]}</span>
        <span>{names.at(-1)}</span>
      </div>
      <p className="text-sm text-ink-muted">{weekSentence(weeks, names, isFinal)}</p>
      <details className="text-sm print:hidden">
        <summary className="w-fit py-1 font-medium text-accent max-sm:py-3">All weeks</summary>
        <ul className="mt-1 gap-x-8 sm:columns-2 lg:columns-3 xl:columns-4">
          {weeks.toReversed().map(({ link, count }, place) => (
            <li key={link.to}>
              <Link
                {...link}
                className="flex min-h-7 items-center justify-between gap-3 rounded px-1 hover:bg-hover hover:text-accent max-sm:min-h-11"
              >
                {names.at(-1 - place)}{' '}
                <span className="tabular-nums">
                  {formatCount(count)}
                  <span className="sr-only"> {nounFor('device', count)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <p className="mt-2">
          <TextLink {...earlier.link}>
            {counted(earlier.count, 'device')} registered earlier{!isFinal && ' so far'}
          </TextLink>
        </p>
      </details>
    </>
  )
}
