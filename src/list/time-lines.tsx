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
  const dayEnds = isDay ? exact.indexOf(',') : exact.length
  return (
    <time dateTime={iso} title={isDay ? exact : undefined} className="block max-sm:text-right">
      <span className={`block truncate ${instead.of}`}>{relativeTime(time, now)}</span>
      <span
        className={`block text-xs text-ink-quiet tabular-nums ${isDay ? '' : 'truncate'} ${instead.by}`}
      >
        {exact.slice(0, dayEnds)}
        {isDay && (
          <span className="hidden group-has-focus-visible/row:inline">{exact.slice(dayEnds)}</span>
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
