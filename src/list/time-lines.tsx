import { timeZone } from '../lib/preferences.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { exactTimeOf, parseTime, relativeTime } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'

interface TimeLinesProps {
  /** ISO 8601; an unreadable date is shown as it came. */
  iso: string | undefined
  absent: string
  /** Shows the day alone; the time of day appears on hover, and in a row with the keyboard focus. */
  isDay?: boolean
}

/** How long ago and exactly when, on two lines, of which a compact row or a card has the first. */
export function TimeLines({ iso, absent, isDay = false }: TimeLinesProps) {
  const now = useNow()
  const zone = useStore(timeZone)
  const time = parseTime(iso)
  if (!iso) return <span className="text-ink-quiet">{absent}</span>
  if (time === undefined) return <bdi>{sanitizeForDisplay(iso, 40)}</bdi>
  const exact = exactTimeOf(iso, zone) ?? ''
  const timeProps = { dateTime: iso, title: exact, className: 'block truncate max-sm:text-right' }
  if (!isDay) {
    return (
      <time {...timeProps}>
        {relativeTime(time, now)}
        <span className={`time-line ${inComfortable}`}>{exact}</span>
      </time>
    )
  }
  const [day, clock] = exact.split(', ')
  return (
    <time {...timeProps}>
      <span className="sm:in-row-by-keyboard:group-data-[density=comfortable]/table:hidden">
        {relativeTime(time, now)}
      </span>
      <span className={`time-line ${inComfortable}`}>
        {day}
        <span className="hidden in-row-by-keyboard:inline">, {clock}</span>
      </span>
    </time>
  )
}

/** Hides the second line of a cell in compact rows. */
export const inComfortable = 'group-data-[density=compact]/table:hidden'
