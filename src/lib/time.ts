import { counted } from './text.ts'

export type TimeZoneChoice = 'local' | 'utc'

const minute = 60_000
const hour = 60 * minute
export const dayMs = 24 * hour
const maxZoneOffsetMs = 14 * hour

const units = [
  ['year', 365 * dayMs],
  ['month', 30 * dayMs],
  ['week', 7 * dayMs],
  ['day', dayMs],
  ['hour', hour],
  ['minute', minute],
] as const

/** A date, or a date and a time (ISO 8601; RFC 3339 allows a space for the T), with or without a zone. */
const iso =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)(Z|([+-](?:[01]\d|2[0-3])):?([0-5]\d)?)?)?$/i

/** The form of nearly all times, which is read as a whole in a seventh of the time. */
const plainUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

/** The basic format of ISO 8601, `20261122T120000Z`; a date alone could as well be a number. */
const basic = /^(\d{4})(\d\d)(\d\d)(T\d\d)(\d\d)(\d\d)/i

/** A year before the first, as databases and PHP write the zero time: `0000-00-00`, `-0001-11-30T00:00:00`. */
const zeroDate = /^(?:0000|-\d+)-\d\d-\d.*/

/** The zone of a time that is UTC as far as anyone knows (RFC 3339, section 4.3). */
const assumedUtc = '-00:00'

/** Reads ISO 8601: ms since the epoch (0 or less is "none"), and the text with a zone. */
function readIso(text: string): { time: number; zoned: string } | undefined {
  if (plainUtc.test(text)) {
    const time = Date.parse(text)
    // Some engines read 30 February as 2 March.
    if (new Date(time).getUTCDate() === Number(text.slice(8, 10))) return { time, zoned: text }
  }
  const extended = text.replace(basic, '$1-$2-$3$4:$5:$6').replace(zeroDate, '0001-01-01')
  const [, date = '', clock = '00:00', zone, hours, minutes = '00'] = iso.exec(extended) ?? []
  const offset = hours ? `${hours}:${minutes}` : 'Z'
  const time = Date.parse(`${date}T${clock.replace(',', '.')}${offset}`)
  if (Number.isNaN(time) || new Date(date).toJSON()?.slice(0, 10) !== date) return undefined
  if (zone) return { time, zoned: extended }
  return {
    // In the east, the zero time is written as the first morning of 1970.
    time: time > maxZoneOffsetMs ? time : 0,
    zoned: extended + (extended === date ? 'T00:00' : '') + assumedUtc,
  }
}

/**
 * Ms since the epoch of ISO 8601, UTC without a zone; `undefined` for other texts, and up to
 * 1970-01-01T00:00Z, which means "none".
 */
export function parseTime(text: string | undefined): number | undefined {
  const time = readIso(text?.trim() ?? '')?.time ?? 0
  return time > 0 ? time : undefined
}

/**
 * Makes ISO 8601 with a zone of a text, or of seconds or less since the epoch; `undefined` for "none",
 * others stay as they came.
 */
export function normalizeTime(value: unknown): unknown {
  if (typeof value === 'number') {
    const ms = msOf(value)
    return ms === undefined ? value : ms > 0 ? new Date(ms).toISOString() : undefined
  }
  if (typeof value !== 'string') return value
  const text = value.trim()
  const read = readIso(text)
  return read ? (read.time > 0 ? read.zoned : undefined) : text
}

/**
 * Reads the unit off the size of a number: since 1973, seconds have 9 digits and milliseconds 12; since
 * 2001, microseconds have 16 and nanoseconds 19. Smaller ones are flags, ages and days of spreadsheets.
 */
function msOf(value: number): number | undefined {
  if (value > 0 && value < 1e8) return undefined
  if (value < 1e11) return value * 1_000
  if (value < 1e14) return value
  if (value >= 1e15 && value < 1e16) return value / 1e3
  // Others count from another year, as Windows and .NET do.
  return value >= 1e18 && value < 1e19 ? value / 1e6 : undefined
}

/** `3 hours ago`, `just now`, or `in 2 days` when the clocks differ. */
export function relativeTime(time: number, now: number): string {
  const difference = time - now
  for (const [unit, length] of units) {
    const count = Math.floor(Math.abs(difference) / length)
    if (count > 0)
      return difference < 0 ? `${counted(count, unit)} ago` : `in ${counted(count, unit)}`
  }
  return 'just now'
}

/** The exact time of a text; in UTC, and marked, where it names no zone. `undefined` if it isn't a time. */
export function exactTimeOf(text: string | undefined, zone: TimeZoneChoice): string | undefined {
  const time = parseTime(text)
  if (time === undefined) return undefined
  return String(normalizeTime(text)).endsWith(assumedUtc)
    ? `${exactTime(time, 'utc')} (assumed)`
    : exactTime(time, zone)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

// Written by hand, because the first Intl formatter of a page takes longer than 25 rows.

/** `22 Nov`. */
export function dayAndMonth(time: number, zone: TimeZoneChoice): string {
  return dayAndMonthOf(inZone(time, zone).date)
}

/** `22 Nov 2026`. */
export function dayOf(time: number, zone: TimeZoneChoice): string {
  return fullDayOf(inZone(time, zone).date)
}

/** `14:03:22`. */
export function clockTime(time: number, zone: TimeZoneChoice): string {
  return clockOf(inZone(time, zone).date)
}

/** `22 Nov 2026, 14:03:22 UTC+1`. */
export function exactTime(time: number, zone: TimeZoneChoice): string {
  const { date, offset } = inZone(time, zone)
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const written = `${offset < 0 ? '−' : '+'}${hours}${minutes ? `:${String(minutes).padStart(2, '0')}` : ''}`
  return `${fullDayOf(date)}, ${clockOf(date)} UTC${offset ? written : ''}`
}

/** A date whose UTC fields are those of the zone, and the minutes by which it's ahead of UTC. */
function inZone(time: number, zone: TimeZoneChoice): { date: Date; offset: number } {
  const offset = zone === 'utc' ? 0 : -new Date(time).getTimezoneOffset()
  return { date: new Date(time + offset * minute), offset }
}

const dayAndMonthOf = (date: Date) => `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
const fullDayOf = (date: Date) => `${dayAndMonthOf(date)} ${date.getUTCFullYear()}`
const clockOf = (date: Date) => date.toISOString().slice(-13, -5)
