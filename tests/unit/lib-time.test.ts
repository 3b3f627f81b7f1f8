import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clockTime,
  exactTime,
  isWithinADay,
  parseTime,
  relativeTime,
  timeLeft,
} from '../../src/lib/time.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const noon = Date.parse('2026-11-22T12:00:00Z')

test.each([
  [0, 'just now'],
  [-59 * second, 'just now'],
  [59 * second, 'just now'],
  [-minute, '1 minute ago'],
  [-(2 * minute - 1), '1 minute ago'],
  [-59 * minute, '59 minutes ago'],
  [-hour, '1 hour ago'],
  [-23 * hour, '23 hours ago'],
  [-day, '1 day ago'],
  [-6 * day, '6 days ago'],
  [-7 * day, '1 week ago'],
  [-30 * day, '1 month ago'],
  [-365 * day, '1 year ago'],
  [-800 * day, '2 years ago'],
  [3 * hour, 'in 3 hours'],
])('%i ms from now is %s', (difference, words) => {
  expect(relativeTime(noon + difference, noon)).toBe(words)
})

test('a moment is never told as longer ago than it is', () => {
  const lengths: Record<string, number> = {
    minute,
    hour,
    day,
    week: 7 * day,
    month: 30 * day,
    year: 365 * day,
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 * 365 * day }), (age) => {
      const [, count = '0', unit = 'minute'] =
        /^(\d+) ([a-z]+?)s? ago$/.exec(relativeTime(noon - age, noon)) ?? []
      const told = Number(count) * (lengths[unit] ?? Number.NaN)
      return told <= age && age - told < Math.max(minute, lengths[unit] ?? 0)
    }),
  )
})

test('exact forms name the day, the second and the zone', () => {
  expect(exactTime(noon, 'utc')).toBe('22 Nov 2026, 12:00:00 UTC')
  expect(clockTime(noon + 3_723_000, 'utc')).toBe('13:02:03')
  expect(clockTime(Date.parse('2026-11-22T00:00:00Z'), 'utc')).toBe('00:00:00')
})

describe('a text is read as a time', () => {
  test.each(['2026-11-22T12:00:00Z', '2026-11-22T13:00:00+01:00', '2026-11-22T12:00:00.000Z'])(
    'when it is %s',
    (iso) => {
      expect(parseTime(iso)).toBe(noon)
    },
  )

  test.each([undefined, '', 'yesterday', '2026-13-45T00:00:00Z', '0000-00-00'])(
    'but not "%s"',
    (text) => {
      expect(parseTime(text)).toBeUndefined()
    },
  )
})

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [1, '1 s'],
  [59_001, '1 min 0 s'],
  [59_000, '59 s'],
  [60_000, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%i ms left are %s', (ms, words) => {
  expect(timeLeft(ms)).toBe(words)
})

test('a day ends after 24 hours, and what is further ahead than clocks differ isn’t within it', () => {
  expect(isWithinADay(noon - day + 1, noon)).toBe(true)
  expect(isWithinADay(noon - day, noon)).toBe(false)
  expect(isWithinADay(noon + day, noon)).toBe(true)
  expect(isWithinADay(noon + 40 * day, noon)).toBe(false)
})
