import { timeZone } from '../lib/preferences.ts'
import { exactTime, parseTime, relativeTime } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { RelativeTime } from '../ui/time-text.tsx'

/**
 * How long ago and exactly when, on two lines. Told in one go: a table has many of them. What is
 * no date is shown as it came.
 */
export function TimeLines({ iso, absent }: { iso: string | undefined; absent: string }) {
  const now = useNow()
  const zone = useStore(timeZone)
  const time = parseTime(iso)
  if (time === undefined) return <RelativeTime iso={iso} absent={absent} />
  return (
    <time dateTime={iso} className="block max-sm:text-right">
      <span className={`block truncate ${instead.of}`}>{relativeTime(time, now)}</span>
      <span className={`block truncate text-xs text-ink-quiet tabular-nums ${instead.by}`}>
        {exactTime(time, zone)}
      </span>
    </time>
  )
}

/** A compact row has room for one line; under the pointer or the focus the second takes its place. */
export const instead = {
  of: 'group-data-[density=compact]/table:group-hover/row:hidden group-data-[density=compact]/table:group-focus-within/row:hidden',
  by: 'group-data-[density=compact]/table:not-group-hover/row:not-group-focus-within/row:hidden',
}
