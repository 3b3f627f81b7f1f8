import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRateLimit, type RateLimit } from '../../src/api/rate-limit.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import {
  connection,
  connectionTo,
  inFakeTime,
  json,
  noContent,
  rateLimited,
  restoreWire,
  stubWire,
} from './wire.ts'

let limit: RateLimit

beforeEach(() => {
  vi.useFakeTimers()
  limit = createRateLimit()
})
afterEach(restoreWire)

const remaining = () => Math.round(limit.until.get() - steadyNow())

/** The pauses after refusals in a row, each of a call sent when the pause before was over. */
const pausesOf = (retryAfter: readonly (number | undefined)[]) =>
  retryAfter.map((ms) => {
    limit.refused(steadyNow(), ms)
    const pause = remaining()
    vi.advanceTimersByTime(pause)
    return pause
  })

test('one refusal pauses every other call until the time the server gave', async () => {
  const sent = stubWire((_, count) => (count === 1 ? rateLimited('7')() : json({})))
  const started = Date.now()
  await inFakeTime(connection.change('POST', '/refused'))
  await inFakeTime(
    Promise.all([
      connection.change('DELETE', '/a'),
      connection.read('/b'),
      connection.change('POST', '/c'),
    ]),
  )
  expect(sent.map(({ path, at }) => [path, at - started])).toEqual([
    ['/refused', 0],
    ['/a', 7_000],
    ['/b', 7_000],
    ['/c', 7_000],
  ])
})

test('a refusal without a readable time pauses 5 s, then twice as long each time, 2 min at most', () => {
  expect(pausesOf(Array<undefined>(7).fill(undefined))).toEqual([
    5_000, 10_000, 20_000, 40_000, 80_000, 120_000, 120_000,
  ])
})

test('Retry-After: 0 pauses 1 s, then twice as long with each refusal in a row', () => {
  expect(pausesOf([0, 0, 0, 0])).toEqual([1_000, 2_000, 4_000, 8_000])
})

test('a Retry-After longer than that is taken at its word', () => {
  expect(pausesOf([0, 30_000, 0, 7_000])).toEqual([1_000, 30_000, 4_000, 8_000])
})

test.each([
  ['without a readable time', undefined, 5_000, 10_000],
  ['with Retry-After: 0', 0, 1_000, 2_000],
])('calls sent together and refused together count once: %s', (_, ms, first, second) => {
  const sentAt = steadyNow()
  for (let call = 0; call < 4; call += 1) {
    vi.advanceTimersByTime(50)
    limit.refused(sentAt, ms)
  }
  // Counted from the first refusal, which was 150 ms before the last.
  expect(remaining()).toBe(first - 150)
  vi.advanceTimersByTime(first)
  limit.refused(steadyNow(), ms)
  expect(remaining()).toBe(second)
})

test('four calls refused at once wait 5 s together, not 40 s', async () => {
  const sent = stubWire((_, count) => (count <= 4 ? rateLimited()() : noContent()))
  const paths = ['/a', '/b', '/c', '/d']
  const changes = () => Promise.allSettled(paths.map((path) => connection.change('POST', path)))
  await inFakeTime(changes())
  await inFakeTime(changes())
  const [first, , , , next] = sent
  expect((next?.at ?? 0) - (first?.at ?? 0)).toBe(5_000)
})

test('an answer makes the next pause small again', () => {
  expect(pausesOf([undefined, undefined])).toEqual([5_000, 10_000])
  limit.answered(steadyNow())
  expect(pausesOf([undefined])).toEqual([5_000])
})

test('an answer to a call sent before the refusal says nothing of the limit', () => {
  const sentAt = steadyNow()
  vi.advanceTimersByTime(10)
  expect(pausesOf([undefined])).toEqual([5_000])
  limit.answered(sentAt)
  expect(pausesOf([undefined])).toEqual([10_000])
})

test('a shorter pause does not cut a longer one, and a longer one adds to a shorter', async () => {
  limit.refused(steadyNow(), 30_000)
  limit.refused(steadyNow(), 1_000)
  expect(remaining()).toBe(30_000)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(remaining()).toBe(29_000)

  const passed = vi.fn<() => void>()
  void limit.pass().then(passed)
  limit.refused(steadyNow(), 40_000)
  await vi.advanceTimersByTimeAsync(39_000)
  expect(passed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(passed).toHaveBeenCalledOnce()
})

test('a clock set back does not lengthen the wait', async () => {
  limit.refused(steadyNow(), 5_000)
  const passed = vi.fn<() => void>()
  void limit.pass().then(passed)
  vi.setSystemTime(Date.now() - 3_600_000)
  expect(remaining()).toBe(5_000)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(passed).toHaveBeenCalledOnce()
  expect(limit.until.get()).toBe(0)
})

test('the limit tells when it is lifted, so that no countdown stays behind', () => {
  const told = vi.fn<() => void>()
  limit.until.subscribe(told)
  limit.refused(steadyNow(), 3_000)
  vi.advanceTimersByTime(3_000)
  expect(limit.until.get()).toBe(0)
  expect(told).toHaveBeenCalledTimes(2)
})

test('another connection is not held up by the limits of the one before', async () => {
  const sent = stubWire((_, count) => (count === 1 ? rateLimited('60')() : json({})))
  await inFakeTime(connection.change('POST', '/refused'))
  const other = connectionTo({ id: 'other' })
  expect(await inFakeTime(other.read('/other'))).toMatchObject({ value: {}, after: 0 })
  expect(sent).toHaveLength(2)
})

test('a wait for the limit ends with the reason when the call is no longer wanted', async () => {
  limit.refused(steadyNow(), 60_000)
  const stop = new AbortController()
  const end = inFakeTime(limit.pass(stop.signal))
  const reason = new Error('left')
  setTimeout(() => stop.abort(reason), 500)
  expect(await end).toMatchObject({ error: reason, after: 500 })
})
