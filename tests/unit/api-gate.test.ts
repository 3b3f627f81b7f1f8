import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { change, configureApi, read } from '../../src/api/client.ts'
import { closeGate, gateOpensAt, noteAnswer, passGate, resetGate } from '../../src/api/gate.ts'
import { inFakeTime, json, rateLimited, restoreWire, stubWire } from './wire.ts'

beforeEach(() => {
  vi.useFakeTimers()
  resetGate()
})
afterEach(restoreWire)

const remaining = () => gateOpensAt.get() - Date.now()

test('one refusal pauses every other call until the time the server gave', async () => {
  const sent = stubWire((_, count) => (count === 1 ? rateLimited('7')() : json({})))
  const started = Date.now()
  await inFakeTime(change('POST', '/refused'))
  await inFakeTime(Promise.all([change('DELETE', '/a'), read('/b'), change('POST', '/c')]))
  expect(sent.map(({ path, at }) => [path, at - started])).toEqual([
    ['/refused', 0],
    ['/a', 7_000],
    ['/b', 7_000],
    ['/c', 7_000],
  ])
})

test('a refusal without a readable time pauses 5 s, then twice as long each time, 2 min at most', () => {
  const pauses = Array.from({ length: 7 }, () => {
    closeGate(undefined)
    const pause = remaining()
    vi.advanceTimersByTime(pause)
    return pause
  })
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 120_000, 120_000])
})

test('an answer makes the next pause small again', () => {
  closeGate(undefined)
  closeGate(undefined)
  vi.advanceTimersByTime(10_000)
  noteAnswer()
  closeGate(undefined)
  expect(remaining()).toBe(5_000)
})

test('a shorter pause does not cut a longer one, and a longer one adds to a shorter', async () => {
  closeGate(30_000)
  closeGate(1_000)
  expect(remaining()).toBe(30_000)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(remaining()).toBe(29_000)

  const passed = vi.fn<() => void>()
  void passGate().then(passed)
  closeGate(40_000)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(passed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(passed).toHaveBeenCalledOnce()
})

test('the gate tells when it opens, so that no countdown stays behind', () => {
  const told = vi.fn<() => void>()
  const stop = gateOpensAt.subscribe(told)
  closeGate(3_000)
  vi.advanceTimersByTime(3_000)
  expect(gateOpensAt.get()).toBe(0)
  expect(told).toHaveBeenCalledTimes(2)
  stop()
})

test('another key or address is not held up by the limits of the one before', async () => {
  closeGate(60_000)
  configureApi({
    baseUrl: 'https://other.test',
    sortFormat: 'prefix',
    authorise: () => undefined,
    onUnauthorized: () => undefined,
  })
  const passed = vi.fn<() => void>()
  await passGate().then(passed)
  expect(passed).toHaveBeenCalledOnce()
})

test('a wait at the gate ends with the reason when the call is no longer wanted', async () => {
  closeGate(60_000)
  const stop = new AbortController()
  const end = inFakeTime(passGate(stop.signal))
  const reason = new Error('left')
  setTimeout(() => stop.abort(reason), 500)
  expect(await end).toMatchObject({ error: reason, after: 500 })
})
