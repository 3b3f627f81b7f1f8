import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { isWithinADay } from '../../src/device/in-use.ts'
import {
  clockTime,
  exactTime,
  exactTimeOf,
  normalizeTime,
  parseTime,
  relativeTime,
} from '../../src/lib/time.ts'
import { timeLeft } from '../../src/lib/use-time-left.ts'

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

test.each([
  ['Europe/Berlin', '22 Nov 2026, 13:00:00 UTC+1'],
  ['Pacific/Auckland', '23 Nov 2026, 01:00:00 UTC+13'],
  ['Asia/Kolkata', '22 Nov 2026, 17:30:00 UTC+5:30'],
  ['America/St_Johns', '22 Nov 2026, 08:30:00 UTC−3:30'],
  ['Africa/Abidjan', '22 Nov 2026, 12:00:00 UTC'],
])('in %s, noon UTC is %s', (zone, words) => {
  vi.stubEnv('TZ', zone)
  expect(exactTime(noon, 'local')).toBe(words)
  expect(clockTime(noon, 'local')).toBe(words.split(' ')[3])
  expect(exactTime(noon, 'utc')).toBe('22 Nov 2026, 12:00:00 UTC')
  vi.unstubAllEnvs()
})

test('a time has the offset of its own season', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  const summer = Date.parse('2026-07-01T22:30:00Z')
  expect(exactTime(summer, 'local')).toBe('2 Jul 2026, 00:30:00 UTC+2')
  vi.unstubAllEnvs()
})

describe('a text is read as a time', () => {
  test.each([
    '2026-11-22T12:00:00Z',
    '2026-11-22T13:00:00+01:00',
    '2026-11-22T12:00:00.000Z',
    '2026-11-22T12:00:00.000000001Z',
    '2026-11-22T12:00:00,0z',
    '2026-11-22 12:00:00+00',
    '2026-11-22T07:00-0500',
    '2026-11-22t17:30:00+0530',
    '2026-11-21T24:00:00-12:00',
    '20261122T120000Z',
    '20261122T130000+01',
    '20261122T070000.000-0500',
    ' 2026-11-22T12:00:00Z\n',
  ])('when it is %s', (iso) => {
    expect(parseTime(iso)).toBe(noon)
  })

  test('in UTC where it names no zone, whatever the zone of this machine', () => {
    vi.stubEnv('TZ', 'Asia/Tokyo')
    expect(new Date(2026, 0).getTimezoneOffset()).toBe(-540)
    for (const text of ['2026-11-22T12:00:00', '2026-11-22T12:00', '2026-11-22 12:00:00.000']) {
      expect(parseTime(text)).toBe(noon)
    }
    expect(parseTime('2026-11-22')).toBe(noon - 12 * hour)
    vi.unstubAllEnvs()
  })

  test.each([
    undefined,
    '',
    '0',
    '1',
    '2026',
    '1764417600',
    '20261122',
    'yesterday',
    'Nov 22, 2026',
    'Sun, 22 Nov 2026 12:00:00 GMT',
    '11/22/2026',
    '2026-11-22T12:00:00 UTC',
    '2026-11-22T12:00:00Z[UTC]',
    '2026-13-45T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29',
    '2026-11-31T00:00:00Z',
    '2026-11-22T24:30:00Z',
    '2026-11-22T12:60:00Z',
    '2026-11-22T12:00:00+25:00',
    '0000-00-00',
    '20261322T120000Z',
    '20261122T12:00:00Z',
    '202611221T120000Z',
  ])('but not "%s"', (text) => {
    expect(parseTime(text)).toBeUndefined()
  })

  test.each([
    '0001-01-01T00:00:00Z',
    '1601-01-01T00:00:00Z',
    '1970-01-01T00:00:00.000Z',
    '1970-01-01',
    '1969-12-31T19:00:00-05:00',
    '1970-01-01T09:00:00',
    '1970-01-01 01:00:00',
  ])('nor the zero time %s', (text) => {
    expect(parseTime(text)).toBeUndefined()
  })

  test('exactly as `Date` reads it, for every time that `Date` writes', () => {
    const time = fc.integer({ min: 1, max: Date.UTC(9999, 11, 31) })
    fc.assert(
      fc.property(time, (ms) => {
        expect(parseTime(new Date(ms).toISOString())).toBe(ms)
      }),
    )
    expect(parseTime('1970-01-01T00:00:01.001Z')).toBe(1_001)
  })
})

describe('a value that an API sends for a time', () => {
  test.each([
    [noon, '2026-11-22T12:00:00.000Z'],
    [noon / 1_000, '2026-11-22T12:00:00.000Z'],
    [noon / 1_000 + 0.5, '2026-11-22T12:00:00.500Z'],
    [noon * 1_000, '2026-11-22T12:00:00.000Z'],
    [noon * 1_000_000, '2026-11-22T12:00:00.000Z'],
    [1e8, '1973-03-03T09:46:40.000Z'],
    ['2026-11-22T13:00:00+01:00', '2026-11-22T13:00:00+01:00'],
  ])('%j is the time %s', (value, text) => {
    expect(normalizeTime(value)).toBe(text)
  })

  test.each([
    ['2026-11-22T12:00:00', '2026-11-22T12:00:00-00:00'],
    ['2026-11-22 12:00:00.123456', '2026-11-22 12:00:00.123456-00:00'],
    ['2026-11-22', '2026-11-22T00:00-00:00'],
    ['20261122T120000', '2026-11-22T12:00:00-00:00'],
  ])('%s without a zone is UTC in every program that reads it', (value, text) => {
    expect(normalizeTime(value)).toBe(text)
    expect(Date.parse(text)).toBe(parseTime(value))
  })

  test.each([
    0,
    -1,
    -62_135_596_800_000,
    '0001-01-01T00:00:00Z',
    '0001-01-01T00:00:00',
    '1970-01-01T00:00:00.000Z',
    '1970-01-01T01:00:00+01:00',
    '0000-00-00 00:00:00',
    '-0001-11-30T00:00:00+00:00',
    '-000001-01-01T00:00:00Z',
    '1970-01-01T09:00:00',
  ])('%j is none', (value) => {
    expect(normalizeTime(value)).toBeUndefined()
  })

  test.each([
    '0',
    '2026-02-30T00:00:00Z',
    'yesterday',
    '1764417600',
    // A flag, seconds since then, and days of a spreadsheet.
    1,
    3_600,
    45_990.125,
    1e300,
    // Ticks of .NET, of Windows and of WebKit, which count from other years.
    639_000_000_000_000_000,
    133_700_000_000_000_000,
    13_409_000_000_000_000,
    true,
    { seconds: 1 },
  ])('%j stays as it came', (value) => {
    expect(normalizeTime(value)).toBe(value)
  })
})

test('a time without a zone is shown as UTC and marked, whatever zone is selected', () => {
  for (const iso of ['2026-11-22T12:00:00', '2026-11-22T12:00:00-00:00']) {
    expect(exactTimeOf(iso, 'local')).toBe('22 Nov 2026, 12:00:00 UTC (assumed)')
  }
  expect(exactTimeOf('2026-11-22T12:00:00Z', 'utc')).toBe('22 Nov 2026, 12:00:00 UTC')
  expect(exactTimeOf('yesterday', 'utc')).toBeUndefined()
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
