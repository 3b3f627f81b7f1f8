import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  onSettled,
  type Outcome,
  type OutcomeCounts,
  type SettledAction,
} from '../../src/actions/run/outcome.ts'
import { startRun } from '../../src/actions/run/run.ts'
import type { Device } from '../../src/api/device.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import { deviceOf } from '../device.ts'
import {
  connection,
  failed,
  gone,
  html,
  inFakeTime,
  json,
  lost,
  noContent,
  rateLimited,
  restoreWire,
  session,
  stubWire,
  type Answer,
  type Sent,
} from './wire.ts'

beforeEach(() => {
  // Another process's locks are no matter of these tests.
  vi.stubGlobal('navigator', {})
})
afterEach(restoreWire)

const ids = fc.array(
  fc.integer({ min: 0, max: 30 }).map((number) => `device-${number}`),
  { maxLength: 30 },
)
const action = fc.constantFrom('deactivate' as const, 'remove' as const)
const targets = (all: readonly string[]) => all.map((id) => deviceOf({ id, status: 'Online' }))
const idOf = (path: string) => path.split('/')[3] ?? ''

/** Each device meets its own luck, the same in every request. */
const luck = [noContent, gone, failed(409), failed(500), lost]

test('every device ends with exactly one outcome, whatever the server does', async () => {
  await fc.assert(
    fc.asyncProperty(ids, action, fc.integer({ min: 0, max: 4 }), async (asked, what, seed) => {
      const sent = stubWire(({ method, path }) =>
        method === 'GET'
          ? json({ id: idOf(path), status: 'Online' })
          : (
              luck[(idOf(path).length * 7 + Number(idOf(path).slice(7)) + seed) % luck.length] ??
              noContent
            )(),
      )
      const told: SettledAction[] = []
      const stop = onSettled(session, async ({ settled }) => {
        told.push(...settled)
      })
      const run = startRun(session, what, targets(asked))
      run.progress.subscribe(() => {
        if (run.progress.get().state === 'paused') queueMicrotask(run.resume)
      })
      const end = await inFakeTime(run.finished)
      stop()
      restoreWire()

      const wanted = [...new Set(asked)]
      const outcomes = 'value' in end ? end.value : new Map<string, Outcome>()
      expect([...outcomes.keys()].toSorted()).toEqual(wanted.toSorted())
      expect(told.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted())
      expect(run.outcomes).toBe(outcomes)
      const { state, counts } = run.progress.get()
      expect(state).toBe('finished')
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(wanted.length)
      // A lost DELETE is repeated once; nothing else is ever sent twice.
      for (const id of wanted) {
        const changes = sent.filter(({ method, path }) => method !== 'GET' && idOf(path) === id)
        expect(changes.length).toBeLessThanOrEqual(what === 'remove' ? 2 : 1)
        expect(changes.length).toBeGreaterThanOrEqual(1)
      }
    }),
    { numRuns: 40 },
  )
})

test('at most four requests are under way, and all four lanes are used', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 25 }), async (count) => {
      let underWay = 0
      let most = 0
      const sent = stubWire(async ({ path }) => {
        underWay += 1
        most = Math.max(most, underWay)
        await new Promise((resolve) => setTimeout(resolve, 20 * (1 + (Number(idOf(path)) % 3))))
        underWay -= 1
        return noContent()
      })
      await inFakeTime(
        startRun(session, 'remove', targets(Array.from({ length: count }, (_, id) => `${id}`)))
          .finished,
      )
      restoreWire()
      expect(sent).toHaveLength(count)
      expect(most).toBe(Math.min(4, count))
    }),
    { numRuns: 15 },
  )
})

test('after stop nothing more leaves, and every device is still told', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 400 }),
      async (count, stopAfter) => {
        const sent = stubWire(async () => {
          await new Promise((resolve) => setTimeout(resolve, 100))
          return noContent()
        })
        const run = startRun(
          session,
          'deactivate',
          targets(Array.from({ length: count }, (_, id) => `${id}`)),
        )
        let sentAtStop = 0
        setTimeout(() => {
          run.stop()
          sentAtStop = sent.length
        }, stopAfter)
        const end = await inFakeTime(run.finished)
        const kinds = 'value' in end ? [...end.value.values()].map(({ kind }) => kind) : []
        await vi.advanceTimersByTimeAsync(1_000)
        restoreWire()
        expect(kinds).toHaveLength(count)
        // What was under way is waited for and told as done.
        expect(kinds.filter((kind) => kind === 'done')).toHaveLength(sent.length)
        expect(kinds.filter((kind) => kind === 'not-sent')).toHaveLength(count - sent.length)
        if (sent.length < count) expect(sent).toHaveLength(sentAtStop)
      },
    ),
    { numRuns: 25 },
  )
})

describe('a run', () => {
  test('of nothing is finished at once', async () => {
    const sent = stubWire(noContent)
    expect(await inFakeTime(startRun(session, 'remove', []).finished)).toMatchObject({
      after: 0,
    })
    expect(sent).toHaveLength(0)
  })

  test('is over only when whoever holds copies has corrected them', async () => {
    stubWire(noContent)
    let isCorrected = false
    const stop = onSettled(session, async () => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      isCorrected = true
    })
    const run = startRun(session, 'remove', targets(['a']))
    expect(await inFakeTime(run.finished)).toMatchObject({ after: 500 })
    stop()
    expect(isCorrected).toBe(true)
    expect(run.outcomes.get('a')).toMatchObject({ kind: 'done' })
  })
})

/** Ids of the changes that left, in their order. */
const changed = (sent: readonly Sent[]) =>
  sent.filter(({ method }) => method !== 'GET').map(({ path }) => idOf(path))
const many = (count: number) =>
  targets(Array.from({ length: count }, (_, number) => `device-${number}`))
const slowly = async (answer: () => Answer) => {
  await new Promise((resolve) => setTimeout(resolve, 100))
  return answer()
}
const sumOf = (counts: OutcomeCounts) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

describe.each([
  [401, 'refused'],
  [403, 'forbidden'],
] as const)('a %i', (status, because) => {
  test(`stops the run at once: the rest is not sent, because it was ${because}`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 39 }),
        async (count, refusedFrom) => {
          const sent = stubWire(({ path }) =>
            slowly(Number(idOf(path).slice(7)) >= refusedFrom ? failed(status) : noContent),
          )
          const run = startRun(session, 'remove', many(count))
          await inFakeTime(run.finished)
          const { counts, halted } = run.progress.get()
          restoreWire()
          expect(sumOf(counts)).toBe(count)
          expect(counts.done).toBe(Math.min(count, refusedFrom))
          // What was under way beside it is waited for.
          expect(counts.failed).toBeLessThanOrEqual(4)
          expect(counts['not-sent']).toBe(count - sent.length)
          if (refusedFrom >= count) return
          expect(halted).toBe(because)
          for (const outcome of run.outcomes.values()) {
            if (outcome.kind === 'not-sent') expect(outcome.because).toBe(because)
          }
        },
      ),
      // A refusal of the last device ends the run as one of any other does.
      { numRuns: 25, examples: [[4, 3]] },
    )
  })
})

describe('after five failures in a row', () => {
  test.each([
    ['500', failed(500)],
    ['no answer', lost],
    ['a page of HTML', () => html(200)],
  ])('(%s) nothing leaves until a person decides', async (_, fault) => {
    let isDown = true
    const sent = stubWire(({ method, path }) => {
      if (isDown) return slowly(method === 'GET' ? lost : fault)
      return method === 'GET' ? json({ id: idOf(path), status: 'Online' }) : noContent()
    })
    const run = startRun(session, 'deactivate', many(30))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(run.progress.get()).toMatchObject({ state: 'paused', trouble: expect.any(Error) })
    const before = changed(sent).length
    expect(before).toBeGreaterThanOrEqual(5)
    expect(before).toBeLessThanOrEqual(5 + 3)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(changed(sent)).toHaveLength(before)

    isDown = false
    run.resume()
    await inFakeTime(run.finished)
    const { counts, state } = run.progress.get()
    expect(state).toBe('finished')
    expect(counts.done).toBe(30 - before)
    expect(counts.unknown + counts.failed).toBe(before)
    expect(new Set(changed(sent)).size).toBe(changed(sent).length)
  })

  test('stopping instead leaves the rest not sent', async () => {
    const sent = stubWire(failed(500))
    const run = startRun(session, 'deactivate', many(30))
    run.progress.subscribe(() => {
      if (run.progress.get().state === 'paused') queueMicrotask(() => run.stop())
    })
    await inFakeTime(run.finished)
    expect(sumOf(run.progress.get().counts)).toBe(30)
    expect(run.progress.get().counts['not-sent']).toBe(30 - changed(sent).length)
    expect(changed(sent).length).toBeLessThanOrEqual(8)
  })

  test('a success between them counts anew', async () => {
    stubWire(({ method, path }) =>
      method === 'GET'
        ? json({ id: idOf(path), status: 'Online' })
        : Number(idOf(path).slice(7)) % 4 === 0
          ? noContent()
          : failed(500)(),
    )
    const run = startRun(session, 'deactivate', many(24))
    const states = new Set<string>()
    run.progress.subscribe(() => states.add(run.progress.get().state))
    await inFakeTime(run.finished)
    expect(states).not.toContain('paused')
    expect(run.progress.get().counts).toMatchObject({ done: 6, failed: 18 })
  })
})

test('a run that the machine slept through checks the rest again, and does not expect it to take hours', async () => {
  const sent = stubWire(({ method, path }) =>
    slowly(() => (method === 'GET' ? json({ id: idOf(path), status: 'Online' }) : noContent())),
  )
  const run = startRun(session, 'deactivate', many(200))
  await vi.advanceTimersByTimeAsync(2_000)
  const before = changed(sent).length
  expect(sent).toHaveLength(before)
  vi.setSystemTime(Date.now() + 3_600_000)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(run.progress.get()).toMatchObject({ state: 'running' })
  expect(run.progress.get().msLeft).toBeLessThan(120_000)
  await inFakeTime(run.finished)
  expect(run.progress.get().counts.done).toBe(200)
  expect(sent.filter(({ method }) => method === 'GET').length).toBeGreaterThanOrEqual(196 - before)
})

describe('the rate limit', () => {
  test('holds all lanes back together, and is waited for as long as it takes', async () => {
    let refusals = 0
    const sent = stubWire(({ method, path }) => {
      if (method === 'GET') return json({ id: idOf(path), status: 'Online' })
      if (refusals >= 16) return noContent()
      refusals += 1
      return slowly(rateLimited('3'))
    })
    const run = startRun(session, 'remove', many(12))
    expect(await inFakeTime(run.finished)).toHaveProperty('value')
    expect(run.progress.get().counts.done).toBe(12)
    const times = [...new Set(sent.map(({ at }) => at))]
    const gaps = times.slice(1, 10).map((time, index) => time - (times[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000)
  })

  test('is no place where a stopped run waits: what waits for it is not sent', async () => {
    const sent = stubWire(rateLimited('60'))
    const run = startRun(session, 'remove', many(12))
    await vi.advanceTimersByTimeAsync(1_000)
    const before = sent.length
    run.stop()
    expect(await inFakeTime(run.finished)).toMatchObject({ after: 0 })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(sent).toHaveLength(before)
    expect(run.progress.get().counts['not-sent']).toBe(12)
  })
})

describe('what is not acted on', () => {
  test('a device that the rule excludes is skipped with the reason, and never sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), async (areOff) => {
        const sent = stubWire(noContent)
        const devices = areOff.map((isOff, number) =>
          deviceOf({
            id: `device-${number}`,
            status: isOff ? 'Deactivated' : 'Online',
            active: !isOff,
          }),
        )
        const run = startRun(session, 'deactivate', devices)
        await inFakeTime(run.finished)
        restoreWire()
        const on = devices.filter(({ active }) => active).map(({ id }) => id)
        expect(changed(sent).toSorted()).toEqual(on.toSorted())
        for (const { id, active } of devices) {
          expect(run.outcomes.get(id)).toMatchObject(
            active ? { kind: 'done' } : { kind: 'skipped', because: 'Already deactivated' },
          )
        }
      }),
      { numRuns: 20 },
    )
  })

  test('what the rule excludes is skipped by a stopped run, too', async () => {
    stubWire(() => slowly(noContent))
    const off = Array.from({ length: 6 }, (_, number) =>
      deviceOf({ id: `off-${number}`, status: 'Deactivated', active: false }),
    )
    const run = startRun(session, 'deactivate', [...many(10), ...off])
    await vi.advanceTimersByTimeAsync(50)
    run.stop()
    await inFakeTime(run.finished)
    expect(run.progress.get().counts).toMatchObject({ done: 4, 'not-sent': 6, skipped: 6 })
    expect(run.outcomes.get('off-5')).toMatchObject({
      kind: 'skipped',
      because: 'Already deactivated',
    })
  })

  const chosenAt = Date.parse('2026-11-22T12:00:00Z')
  const lastSeen = '2026-06-01T08:00:00Z'
  test.each([
    ['is as it was', { lastConnection: lastSeen }, 'done'],
    ['has still never connected', {}, 'done'],
    ['is online', { lastConnection: lastSeen, status: 'Online' }, 'skipped'],
    [
      'is online, however the API writes it',
      { lastConnection: lastSeen, status: 'ONLINE' },
      'skipped',
    ],
    ['was seen a moment later', { lastConnection: '2026-06-01T08:00:01Z' }, 'skipped'],
    ['was seen since it was chosen', { lastConnection: '2026-11-22T12:00:05Z' }, 'skipped'],
    ['was seen at no readable time', { lastConnection: 'just now' }, 'skipped'],
    ['tells neither status nor last connection', { status: undefined }, 'skipped'],
    ['tells no last connection any more', { status: 'Offline' }, 'skipped'],
    ['tells no status', { lastConnection: lastSeen, status: undefined }, 'skipped'],
    [
      'was seen earlier than it was, which is no use',
      { lastConnection: '2026-05-01T08:00:00Z' },
      'done',
    ],
    ['is deactivated by now', { lastConnection: lastSeen, status: 'Deactivated' }, 'skipped'],
    ['is gone', undefined, 'already-gone'],
  ])('a stale device that %s', async (_, now, becomes) => {
    const sent = stubWire(({ method, path }) => {
      if (method !== 'GET') return noContent()
      return now ? json({ id: idOf(path), status: 'Offline', ...now }) : gone()
    })
    const before =
      now && Object.keys(now).length === 0
        ? deviceOf({ id: 'old' })
        : deviceOf({ id: 'old', lastConnection: lastSeen })
    const run = startRun(session, 'deactivate', [before], { staleSince: chosenAt })
    await inFakeTime(run.finished)
    expect(run.outcomes.get('old')?.kind).toBe(becomes)
    expect(sent[0]?.method).toBe('GET')
    expect(changed(sent)).toHaveLength(becomes === 'done' ? 1 : 0)
  })

  test('a stale device that cannot be read again fails, with nothing sent', async () => {
    const sent = stubWire(failed(500))
    const run = startRun(session, 'remove', [deviceOf({ id: 'old' })], {
      staleSince: chosenAt,
    })
    await inFakeTime(run.finished)
    expect(run.outcomes.get('old')).toMatchObject({ kind: 'failed', error: { kind: 'server' } })
    expect(changed(sent)).toHaveLength(0)
  })
})

describe('a device that was read more than a minute ago', () => {
  const owner = { id: 'u1' }
  /** A run over a device that was read so long ago (ms), on a server where it is like this now. */
  async function runOver(age: number, now: object | undefined, before: Partial<Device> = {}) {
    const sent = stubWire(({ method, path }) => {
      if (method !== 'GET') return noContent()
      return now ? json({ id: idOf(path), status: 'Offline', ...now }) : gone()
    })
    const device = deviceOf({ id: 'x', readAt: steadyNow() - age, ...before })
    const run = startRun(session, 'deactivate', [device])
    await inFakeTime(run.finished)
    return { outcome: run.outcomes.get('x'), methods: sent.map(({ method }) => method) }
  }

  test('is read again before its turn, and acted on when it is as it was', async () => {
    expect(await runOver(60_001, {})).toMatchObject({
      outcome: { kind: 'done' },
      methods: ['GET', 'POST'],
    })
    expect(await runOver(60_000, {})).toMatchObject({
      outcome: { kind: 'done' },
      methods: ['POST'],
    })
  })

  test.each([
    ['came online', { status: 'Online' }, 'Now online'],
    ['was deactivated', { status: 'Deactivated', active: false }, 'Deactivated meanwhile'],
    ['has another owner', { user: { id: 'u2' } }, 'Owner changed'],
  ])('is skipped when it %s', async (_, now, because) => {
    expect(await runOver(60_001, now, { owner })).toMatchObject({
      outcome: { kind: 'skipped', because },
      methods: ['GET'],
    })
  })

  test('is gone when the API does not find it', async () => {
    expect(await runOver(60_001, undefined)).toMatchObject({
      outcome: { kind: 'already-gone' },
      methods: ['GET'],
    })
  })

  test('may have become so while the run came to it', async () => {
    const sent = stubWire(({ method, path }) =>
      method === 'GET'
        ? json({ id: idOf(path), status: 'Online' })
        : // Four at a time, 15 s each: the last four wait for more than a minute.
          new Promise<Response>((resolve) => setTimeout(() => resolve(noContent()), 15_000)),
    )
    const run = startRun(session, 'remove', many(24))
    await inFakeTime(run.finished)
    expect(run.progress.get().counts.done).toBe(24)
    const read = sent.filter(({ method }) => method === 'GET').map(({ path }) => idOf(path))
    expect(read).toEqual(['device-20', 'device-21', 'device-22', 'device-23'])
  })
})

test('what the console itself fails at is not sent, with the fault, and the run goes on', async () => {
  const fault = new TypeError('no such thing')
  let asked = 0
  const sent = stubWire(noContent, {
    authorize: () => {
      asked += 1
      if (asked === 2) throw fault
    },
  })
  const run = startRun(session, 'remove', many(6))
  await inFakeTime(run.finished)
  expect(run.progress.get().counts).toMatchObject({ done: 5, 'not-sent': 1 })
  expect([...run.outcomes.values()]).toContainEqual({
    kind: 'not-sent',
    because: 'fault',
    error: fault,
    at: expect.any(Number),
  })
  expect(sent).toHaveLength(5)
})

test('a connection that is closed leaves what was under way unknown, and sends nothing more', async () => {
  const sent = stubWire(() => 'silence')
  const run = startRun(session, 'remove', many(12))
  setTimeout(() => connection.close(), 500)
  expect(await inFakeTime(run.finished)).toMatchObject({ after: 500 })
  expect(run.progress.get().counts).toMatchObject({ unknown: 4, 'not-sent': 8 })
  expect(sent).toHaveLength(4)
})

test('whatever runs overlap, no id is sent by a second while a first has it', async () => {
  await fc.assert(
    fc.asyncProperty(
      ids,
      ids,
      action,
      fc.integer({ min: 0, max: 150 }),
      async (one, other, what, later) => {
        const sent = stubWire(() => slowly(noContent))
        const first = startRun(session, 'remove', targets(one))
        await vi.advanceTimersByTimeAsync(later)
        const waitsFor = new Set(one.filter((id) => !first.outcomes.has(id)))
        const second = startRun(session, what, targets(other))
        await inFakeTime(Promise.all([first.finished, second.finished]))
        restoreWire()
        expect(second.outcomes.size).toBe(new Set(other).size)
        for (const id of other) {
          expect(second.outcomes.get(id)).toMatchObject(
            waitsFor.has(id) ? { kind: 'not-sent', because: 'in-progress' } : { kind: 'done' },
          )
        }
        expect(changed(sent)).toHaveLength(
          new Set(one).size + new Set(other.filter((id) => !waitsFor.has(id))).size,
        )
      },
    ),
    { numRuns: 20 },
  )
})

test('a run of hundreds tells of itself at most ten times a second', async () => {
  stubWire(() => slowly(noContent))
  let told = 0
  let heard = 0
  const stop = onSettled(session, async ({ settled }) => {
    told += 1
    heard += settled.length
  })
  const run = startRun(session, 'remove', many(400))
  let changes = 0
  run.progress.subscribe(() => (changes += 1))
  const end = await inFakeTime(run.finished)
  stop()
  const seconds = end.after / 1_000
  expect(heard).toBe(400)
  expect(told).toBeLessThanOrEqual(seconds * 10 + 2)
  expect(changes).toBeLessThanOrEqual(seconds * 10 + 2)
  expect(run.progress.get()).toMatchObject({ counts: { done: 400 } })
})
