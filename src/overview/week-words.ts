import { maxOf } from '../lib/max-of.ts'
import { counted, formatCount } from '../lib/text.ts'
import { dayAndMonth, dayOf, type TimeZoneChoice } from '../lib/time.ts'
import type { WeekMetric } from './overview.ts'

/** The days of each week: "15 Nov – 22 Nov 2026". */
export function weekNames(
  weeks: readonly Pick<WeekMetric, 'from' | 'to'>[],
  now: number,
  zone: TimeZoneChoice,
): string[] {
  return weeks.map(({ from, to }) => `${dayAndMonth(now - from, zone)} – ${dayOf(now - to, zone)}`)
}

/** The end of a scale for values up to `max`: an even number that is easy to read. */
export function scaleTop(max: number): number {
  const power = 10 ** Math.max(0, Math.ceil(Math.log10(max)) - 1)
  return ([2, 4, 6, 8, 10].find((step) => step * power >= max) ?? 10) * power
}

/** Says how many devices were registered in these weeks, and which week was the busiest once that is final. */
export function weekSentence(
  weeks: readonly { count: number }[],
  names: readonly string[],
  isFinal: boolean,
): string {
  const sum = weeks.reduce((before, { count }) => before + count, 0)
  const max = maxOf(
    weeks.map(({ count }) => count),
    0,
  )
  const said = `${counted(sum, 'device')} registered in the last ${weeks.length} weeks`
  if (!isFinal) return `${said} so far.`
  if (max <= 1) return `${said}.`
  const busiest = weeks.findLastIndex(({ count }) => count === max)
  return `${said}. Busiest week: ${names[busiest]}, with ${formatCount(max)}.`
}
