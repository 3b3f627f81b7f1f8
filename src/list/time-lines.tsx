import { timeZone } from '../lib/preferences.ts'
import { exactTime, parseTime, relativeTime } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { RelativeTime } from '../ui/time-text.tsx'

interface TimeLinesProps {
  /** ISO 8601; an unreadable date is shown as it came. */
  iso: string | undefined
  absent: string
  /** Shows the day alone; the time of day appears on hover, and in a row with the keyboard focus. */
  isDay?: boolean
}

/** How long ago and exactly when, on two lines. One component, because a table has many of them. */
export function TimeLines({ iso, absent, isDay = false }: TimeLinesProps) {
  const now = useNow()
  const zone = useStore(timeZone)
  const time = parseTime(iso)
  if (time === undefined) return <RelativeTime iso={iso} absent={absent} />
  const exact = exactTime(time, zone)
  const [day, clock] = exact.split(', ')
  return (
    <time dateTime={iso} title={exact} className="block max-sm:text-right">
      <span
        className={`block truncate ${isDay ? 'group-has-focus-visible/row:hidden' : ''} ${instead.of}`}
      >
        {relativeTime(time, now)}
      </span>
      <span
        className={`block truncate text-xs text-ink-quiet tabular-nums group-has-focus-visible/row:whitespace-normal ${instead.by}`}
      >
        {isDay ? (
          <>
            {day}
            <span className="hidden group-has-focus-visible/row:inline">, {clock}</span>
          </>
        ) : (
          exact
        )}
      </span>
    </time>
  )
}

/** A compact row has room for one line; under the pointer or the focus the second takes its place. */
export const instead = {
  of: 'group-data-[density=compact]/table:group-hover/row:hidden group-data-[density=compact]/table:group-focus-within/row:hidden',
  by: 'group-data-[density=compact]/table:not-group-hover/row:not-group-focus-within/row:hidden',
}
