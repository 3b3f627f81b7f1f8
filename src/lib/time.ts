export type TimeZoneChoice = 'local' | 'utc'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * day],
  ['month', 30 * day],
  ['week', 7 * day],
  ['day', day],
  ['hour', hour],
  ['minute', minute],
]

const relativeFormat = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** Milliseconds since the epoch; `undefined` for a missing or invalid date. */
export function parseTime(iso: string | undefined): number | undefined {
  const time = Date.parse(iso ?? '')
  return Number.isNaN(time) ? undefined : time
}

/** `3 hours ago`, `just now`, or `in 2 days` when the clocks differ. */
export function relativeTime(time: number, now: number): string {
  const difference = time - now
  for (const [unit, length] of units) {
    if (Math.abs(difference) >= length) {
      return relativeFormat.format(Math.trunc(difference / length), unit)
    }
  }
  return 'just now'
}

const exactFormats = new Map<string, Intl.DateTimeFormat>()

/** `22 Nov 2026, 14:03:22 GMT+1`. */
export function exactTime(time: number, zone: TimeZoneChoice): string {
  return format(zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(time)
}

/** `14:03:22`. */
export function clockTime(time: number, zone: TimeZoneChoice): string {
  return format(zone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(time)
}

/** `12 s` or `2 min 5 s`, rounded up to whole seconds. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** Difference (ms) between two clocks of which one has the wrong day, such as after a change of zone. */
const maxClockDifferenceMs = 25 * hour

/** True for a time in the future, even if the clocks differ by a day. */
export function isAhead(time: number, now: number): boolean {
  return time - now > maxClockDifferenceMs
}

/** True within the last 24 hours; what is ahead only because the clocks differ counts as just now. */
export function isWithinADay(time: number, now: number): boolean {
  return now - time < day && !isAhead(time, now)
}

// Cached, because creating Intl formatters is noticeably slow in a table of a hundred rows.
function format(zone: TimeZoneChoice, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  let made = exactFormats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(
      'en-GB',
      zone === 'utc' ? { ...options, timeZone: 'UTC' } : options,
    )
    exactFormats.set(key, made)
  }
  return made
}
