import { timeZone } from '../lib/preferences.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { exactTimeOf, parseTime, relativeTime } from '../lib/time.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'

interface TimeTextProps {
  /** ISO 8601, as returned by the API. */
  iso: string | undefined
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

/** How long ago something was and exactly when, on two lines. */
export function BothTimes(props: TimeTextProps) {
  const exact = exactTimeOf(props.iso, useStore(timeZone))
  return (
    <>
      <RelativeTime {...props} />
      <span className="block text-xs text-ink-quiet">
        {exact !== undefined && <time dateTime={props.iso}>{exact}</time>}
      </span>
    </>
  )
}
