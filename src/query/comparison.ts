import { isAhead } from '../device/in-use.ts'
import { dayMs } from '../lib/time.ts'

export type Comparison = '<' | '<=' | '>' | '>='

const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  d: dayMs,
  w: 7 * dayMs,
  m: 30 * dayMs,
  y: 365 * dayMs,
}

/** Compares two numbers; false when either is `NaN`. */
export function compare(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
  }
}

/** Compares the time (ms) since `time` with `limit`; false for no time, or one ahead by more than clocks differ. */
export function compareAge(
  time: number,
  now: number,
  comparison: Comparison,
  limit: number,
): boolean {
  return !isAhead(time, now) && compare(now - time, comparison, limit)
}

/** Reads an age such as `>90d`; `undefined` for any other text. */
export function readAge(text: string): { comparison: Comparison; ms: number } | undefined {
  const [, comparison, count, unit] = /^([<>]=?)\s*(\d{1,6})\s*([hdwmy])$/i.exec(text) ?? []
  const ms = unitMs[unit?.toLowerCase() ?? '']
  if (comparison === undefined || ms === undefined) return undefined
  return { comparison: comparison as Comparison, ms: Number(count) * ms }
}
