import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { onSettled, type Outcome, type SettledAction } from '../../src/actions/outcome.ts'
import { startRun } from '../../src/actions/run.ts'
import { failed, gone, inFakeTime, json, lost, noContent, restoreWire, stubWire } from './wire.ts'

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
const targets = (all: readonly string[]) => all.map((id) => ({ id, status: 'Online' }))
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
      const stop = onSettled(async ({ settled }) => {
        told.push(...settled)
      })
      const run = startRun(what, targets(asked))
      run.progress.subscribe(() => {
        if (run.progress.get().state === 'paused') queueMicrotask(run.resume)
      })
      const end = await inFakeTime(run.finished)
      stop()
      restoreWire()

      const wanted = [...new Set(asked)]
      expect(run.ids).toEqual(wanted)
      const outcomes = 'value' in end ? end.value : new Map<string, Outcome>()
      expect([...outcomes.keys()].toSorted()).toEqual(wanted.toSorted())
      expect(told.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted())
      expect(run.outcomes).toBe(outcomes)
      expect(run.progress.get()).toMatchObject({ state: 'finished', settled: wanted.length })
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
        startRun('remove', targets(Array.from({ length: count }, (_, id) => `${id}`))).finished,
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
    expect(await inFakeTime(startRun('remove', []).finished)).toMatchObject({ after: 0 })
    expect(sent).toHaveLength(0)
  })

  test('is over only when whoever holds copies has corrected them', async () => {
    stubWire(noContent)
    let isCorrected = false
    const stop = onSettled(async () => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      isCorrected = true
    })
    const run = startRun('remove', targets(['a']))
    expect(await inFakeTime(run.finished)).toMatchObject({ after: 500 })
    stop()
    expect(isCorrected).toBe(true)
    expect(run.outcomes.get('a')).toEqual({ kind: 'done' })
  })
})
