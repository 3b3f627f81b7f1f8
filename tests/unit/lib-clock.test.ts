import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

const start = Date.parse('2026-11-22T12:00:00Z')
const hour = 3_600_000

/** This machine's two clocks, each set by hand. */
let wall = start
let ticks = 0
let clock: Awaited<ReturnType<typeof loadClock>>
const loadClock = () => import('../../src/lib/clock.ts')

beforeEach(async () => {
  wall = start
  ticks = 5_000
  vi.spyOn(Date, 'now').mockImplementation(() => wall)
  vi.spyOn(performance, 'now').mockImplementation(() => ticks)
  vi.resetModules()
  clock = await loadClock()
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Both clocks go on. */
function pass(ms: number): void {
  wall += ms
  ticks += ms
}

/** What the steady clock shows after something happened, since before it. */
function since(happens: () => void): number {
  const before = clock.steadyNow()
  happens()
  return clock.steadyNow() - before
}

describe('the steady clock', () => {
  test('goes as the others do', () => {
    expect(since(() => pass(1_234))).toBe(1_234)
  })

  test.each([
    ['the wall clock is set ahead by 25 h', () => (wall += 25 * hour), 25 * hour],
    // Some systems stop the monotonic clock meanwhile, and some do not.
    ['the machine sleeps, and one clock with it', () => (wall += 8 * hour), 8 * hour],
    ['the machine sleeps, and no clock with it', () => pass(8 * hour), 8 * hour],
  ])('counts it when %s', (_, happens, ms) => {
    expect(since(happens)).toBe(ms)
    expect(since(() => pass(1_000))).toBe(1_000)
  })

  test.each([1_001, hour, 25 * hour, 20 * 365 * 24 * hour])(
    'neither goes back nor stops when the wall clock is set back by %i ms',
    (back) => {
      expect(since(() => (wall -= back))).toBe(0)
      expect(since(() => pass(61_000))).toBe(61_000)
      expect(
        since(() => {
          pass(61_000)
          wall -= back
        }),
      ).toBe(61_000)
    },
  )

  test('never goes back, however the wall clock is set', () => {
    const steps = [900, -900, 1_001, -1_001, 60_000, -hour, 25 * hour, -25 * hour, 3, -3, 0]
    for (const first of steps) {
      for (const second of steps) {
        expect(since(() => (wall += first))).toBeGreaterThanOrEqual(0)
        expect(since(() => (wall += second))).toBeGreaterThanOrEqual(0)
      }
    }
  })

  test('runs no faster for being asked often, even beside a wall clock that drifts', () => {
    const total = since(() => {
      for (let asked = 0; asked < 10_000; asked += 1) {
        pass(1)
        // 30 s a day too fast, corrected every now and then.
        wall += asked % 500 === 499 ? -1 : 1 / 2_880
        clock.steadyNow()
      }
    })
    expect(total).toBe(10_000)
  })

  test('counts one step of the wall clock once, however often it is asked', () => {
    const total = since(() => {
      wall += hour
      for (let asked = 0; asked < 1_000; asked += 1) {
        pass(1)
        clock.steadyNow()
      }
    })
    expect(total).toBe(hour + 1_000)
  })

  test('tells the time of day of a moment by the wall clock of now', () => {
    const moment = clock.steadyNow()
    pass(90_000)
    expect(clock.wallTime(moment)).toBe(start)
    wall -= hour
    expect(clock.wallTime(moment)).toBe(start - hour)
  })
})

describe('the time of the server', () => {
  const learn = (date: number | string, age?: number) =>
    clock.learnServerTime(
      new Headers({
        date: typeof date === 'string' ? date : new Date(date).toUTCString(),
        ...(age !== undefined && { age: String(age) }),
      }),
    )

  test('is this machine’s as long as no other is known', () => {
    expect(clock.serverNow()).toBe(start)
    learn('tomorrow')
    clock.learnServerTime(new Headers())
    expect(clock.serverNow()).toBe(start)
  })

  test('is the host’s where this machine runs ahead of it', () => {
    learn(start - 25 * hour)
    expect(clock.serverNow()).toBe(start - 25 * hour)
    pass(10_000)
    expect(clock.serverNow()).toBe(start - 25 * hour + 10_000)
  })

  test('is this machine’s where that is the earlier one', () => {
    learn(start + 25 * hour)
    expect(clock.serverNow()).toBe(start)
  })

  test('is later than an answer says that a cache has held for a while', () => {
    learn(start - 2 * hour, 3_600)
    expect(clock.serverNow()).toBe(start - hour)
  })

  test('goes on when this machine’s clock is set ahead', () => {
    learn(start)
    wall += 25 * hour
    ticks += 1_000
    expect(clock.serverNow()).toBe(start + 1_000)
  })
})
