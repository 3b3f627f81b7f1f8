import { timeZone } from '../lib/preferences.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { exactTimeOf, parseTime, relativeTime } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'

interface TimeTextProps {
  /** ISO 8601, as returned by the API. */
  iso: string | undefined
  /** Shown when there is no time. */
  absent: string
}

/** `3 hours ago`, with the exact time and zone on hover; an invalid date is shown as it is. */
export function RelativeTime({ iso, absent }: TimeTextProps) {
  const now = useNow()
  const zone = useStore(timeZone)
  if (!iso) return <span className="text-ink-quiet">{absent}</span>
  const time = parseTime(iso)
  if (time === undefined) return <bdi>{sanitizeForDisplay(iso, 40)}</bdi>
  return (
    <time dateTime={iso} title={exactTimeOf(iso, zone)}>
      {relativeTime(time, now)}
    </time>
  )
}

/** The exact time with its zone; nothing for a missing or invalid date. */
export function ExactTime({ iso }: { iso: string | undefined }) {
  const zone = useStore(timeZone)
  const exact = exactTimeOf(iso, zone)
  return exact === undefined ? null : <time dateTime={iso}>{exact}</time>
}
