import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DeviceAction } from '../../src/actions/definitions.ts'
import { recognizeRuns } from '../../src/actions/receipts/earlier-runs.ts'
import { recheck } from '../../src/actions/receipts/recheck.ts'
import { isRestored, isSending, runById, runs } from '../../src/actions/receipts/run-list.ts'
import { beginRun, resumeRun, stopRun, superviseRuns } from '../../src/actions/receipts/runs.ts'
import { outcomeReason } from '../../src/actions/run/run-words.ts'
import { retryable, type RunContext } from '../../src/actions/run/run-record.ts'
import type { Device } from '../../src/api/device.ts'
import { toasts } from '../../src/feedback/toasts.ts'
import { wait } from '../../src/lib/wait.ts'
import { clearTab } from '../../src/session/handover.ts'
import type { ClosedBecause, Session } from '../../src/session/open-session.ts'
import { deviceOf } from '../device.ts'
import { createBlockedStorage, createStorage, stubChannels, stubPageEvents } from './tabs.ts'
import {
  connectionTo,
  inFakeTime,
  session,
  sessionOf,
  stubWire,
  type Answer,
  type Sent,
  type Settings,
} from './wire.ts'

type Server = (sent: Sent, count: number) => Answer | Promise<Answer>

/** A connection's ID, and an encryption that its key alone opens. */
const keyed = (id: string, key = id): Settings => ({
  id,
  encrypt: async (text) => `${key}:${btoa(encodeURIComponent(text))}`,
  decrypt: async (encrypted) =>
    encrypted.startsWith(`${key}:`)
      ? decodeURIComponent(atob(encrypted.slice(key.length + 1)))
      : undefined,
})

let storage: ReturnType<typeof createStorage>

/** A page that was just loaded, with a session connected to a server of its own. */
function loadPage(answer: Server, settings = keyed('test')) {
  // The page before is gone with its timers, and answers nobody any more.
  stubChannels()
  const sent = stubWire(answer, settings)
  return { ...pageOf(session), sent }
}

/** Another tab beside one that is open: both hear each other, and reach the same server. */
function loadTabBeside(settings = keyed('test')) {
  return pageOf(sessionOf(connectionTo(settings), settings))
}

function pageOf(own: Session) {
  return {
    session: own,
    send: stubPageEvents(),
    runs: runs(own),
    isSending: isSending(own),
    isRestored: isRestored(own),
    runById: (id: string) => runById(own, id),
    begin: (action: DeviceAction, devices: readonly Device[], context?: RunContext) =>
      beginRun(own, action, devices, context),
    mind: () => superviseRuns(own),
    stop: (id: string) => stopRun(own, id),
    resume: (id: string) => resumeRun(own, id),
    recognize: (devices: readonly Device[]) => recognizeRuns(own, devices),
    recheck: (id: string) => recheck(own, id),
    /** Ends the session as `session.ts` does. */
    close(because: ClosedBecause) {
      if (because === 'signed-out') clearTab()
      own.end(because)
    },
  }
}

/** A page that takes up what the one before it left: other tabs have been asked by then. */
async function reload(answer: Server, settings = keyed('test')) {
  const page = loadPage(answer, settings)
  page.mind()
  await vi.advanceTimersByTimeAsync(1_050)
  return page
}

beforeEach(() => {
  storage = createStorage()
  vi.stubGlobal('sessionStorage', storage)
  vi.stubGlobal('navigator', {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const fleet = (count: number): Device[] =>
  Array.from({ length: count }, (_, number) =>
    deviceOf({
      id: `device-${number}`,
      name: `laptop-${number}`,
      hardwareId: `MAC-${number}`,
      owner: { id: 'u1', firstName: 'Ana', email: 'ana@harbor.example' },
    }),
  )
/** As a later page has them: old enough to be read again before anything is done to them. */
const restored = (devices: readonly Device[] | undefined) =>
  devices?.map((device) => ({ ...device, readAt: -Infinity }))
const numberOf = ({ path }: Sent) => Number(/device-(\d+)/.exec(path)?.[1])
const noContent = () => new Response(null, { status: 204 })
const notFound = () =>
  Response.json({ statusCode: 404, message: 'Device not found' }, { status: 404 })
const offline = (sent: Sent) => Response.json({ id: `device-${numberOf(sent)}`, status: 'Offline' })
const changes = (sent: readonly Sent[]) => sent.filter(({ method }) => method !== 'GET')
const stored = () => [...storage.items.values()].join('\n')

test('a run is recorded from its start to its end, newest first', async () => {
  const page = loadPage(noContent)
  const first = page.begin('remove', fleet(3), { label: 'Clean up stale devices' })
  expect(page.runs.get()).toMatchObject([{ id: first.id, state: 'running', targets: 3 }])
  expect(page.isSending.get()).toBe(true)
  await inFakeTime(first.finished)
  const second = page.begin('deactivate', fleet(1))
  await inFakeTime(second.finished)
  expect(page.runs.get()).toMatchObject([
    { id: second.id, action: 'deactivate', counts: { done: 1 } },
    { id: first.id, label: 'Clean up stale devices', state: 'finished', counts: { done: 3 } },
  ])
  expect(page.isSending.get()).toBe(false)
})

test('a finished run is the same after a reload, errors and all', async () => {
  const page = loadPage((sent) => {
    const answers = [
      noContent(),
      Response.json({ statusCode: 404, message: 'Device not found' }, { status: 404 }),
      Response.json({ statusCode: 409, message: 'Busy', request_id: 'r-1' }, { status: 409 }),
    ]
    return answers[numberOf(sent)] ?? ('lost' as const)
  })
  const begun = page.begin('remove', fleet(4), { label: 'Tidy' })
  await inFakeTime(begun.finished)
  const before = page.runById(begun.id)

  const after = (await reload(noContent)).runById(begun.id)
  expect(after).toMatchObject({
    label: 'Tidy',
    state: 'finished',
    finishedAt: before?.finishedAt,
    counts: before?.counts,
  })
  expect(after?.devices).toEqual(restored(before?.devices))
  expect([...(after?.outcomes ?? [])].map(([id, { kind }]) => [id, kind])).toEqual([
    ['device-0', 'done'],
    ['device-1', 'already-gone'],
    ['device-2', 'failed'],
    ['device-3', 'unknown'],
  ])
  for (const [id, { at }] of before?.outcomes ?? []) {
    expect(at).toBeGreaterThan(0)
    expect(after?.outcomes.get(id)?.at).toBe(at)
  }
  expect(after?.outcomes.get('device-2')).toMatchObject({
    error: { name: 'ApiError', kind: 'rejected', status: 409, serverMessages: ['Busy'] },
  })
})

test('an error of a kind this version does not know is a plain error after a reload', async () => {
  const page = loadPage(() => 'lost')
  const begun = page.begin('remove', fleet(1))
  await inFakeTime(begun.finished)
  const key = [...storage.items.keys()].find((each) => each.endsWith('.outcomes')) ?? ''
  storage.setItem(key, (storage.getItem(key) ?? '').replace('"unreachable"', '"haunted"'))

  const after = (await reload(offline)).runById(begun.id)
  const outcome = after?.outcomes.get('device-0')
  expect(outcome).toMatchObject({ kind: 'unknown', error: { name: 'Error', message: 'haunted' } })
  // The words of the receipt, which an unknown kind has none of.
  expect(outcome && outcomeReason(outcome, 'remove')).toContain('may still take effect')
})

describe('a reload in the middle of a run', () => {
  /** 0 to 3 are answered, 4 to 7 are under way when the page goes, 8 to 19 have not left. */
  async function interrupted(action: 'remove' | 'deactivate') {
    const page = loadPage((sent) => (numberOf(sent) < 4 ? noContent() : 'silence'))
    const { id } = page.begin(action, fleet(20))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(changes(page.sent).map(numberOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    return id
  }

  test('leaves its open ends to be read again, and sends nothing a second time', async () => {
    const id = await interrupted('remove')
    // The server carried out 4 and 5 before the connection went.
    const page = await reload(async (sent) => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return numberOf(sent) < 6 ? notFound() : numberOf(sent) === 6 ? offline(sent) : 'lost'
    })
    expect(page.runById(id)).toMatchObject({
      state: 'interrupted',
      counts: { done: 4, 'not-sent': 12 },
    })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(changes(page.sent)).toHaveLength(0)
    expect(new Set(page.sent.map(numberOf))).toEqual(new Set([4, 5, 6, 7]))
    const run = page.runById(id)
    expect(run?.counts).toEqual({
      done: 6,
      'already-gone': 0,
      failed: 0,
      unknown: 2,
      'not-sent': 12,
      skipped: 0,
    })
    // What was never seen unchanged may have taken effect: 7 is not asked for again.
    expect(run?.outcomes.get('device-6')).toMatchObject({ unchangedAt: expect.any(Number) })
    expect(run && retryable(run).map((device) => device.id)).toEqual(
      [6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((number) => `device-${number}`),
    )
  })

  test('tells what the rule excludes as skipped, and offers it for no retry', async () => {
    const off = (number: number) =>
      deviceOf({ id: `off-${number}`, status: 'Deactivated', active: false })
    const page = loadPage(() => 'silence')
    const { id } = page.begin('deactivate', [...fleet(6), off(0), off(1)])
    await vi.advanceTimersByTimeAsync(2_000)
    const again = await reload(noContent)
    const run = again.runById(id)
    expect(run?.counts).toMatchObject({ 'not-sent': 2, skipped: 2 })
    expect(run?.outcomes.get('off-1')).toMatchObject({
      kind: 'skipped',
      because: 'Already deactivated',
    })
    expect(run && retryable(run).map((device) => device.id)).toEqual(['device-4', 'device-5'])
  })

  test('is told of as interrupted after a second reload, too, with what was found out', async () => {
    const id = await interrupted('deactivate')
    await reload((sent) =>
      Response.json({ id: `device-${numberOf(sent)}`, status: 'Deactivated', active: false }),
    )
    await vi.advanceTimersByTimeAsync(10_000)
    const third = await reload(noContent)
    expect(third.runById(id)).toMatchObject({
      state: 'interrupted',
      counts: { done: 8, 'not-sent': 12 },
    })
    await vi.advanceTimersByTimeAsync(150_000)
    expect(third.sent).toHaveLength(0)
  })

  test('reads what looks unchanged once more: the server may still be at it', async () => {
    const id = await interrupted('remove')
    const looks = new Map<number, number>()
    const page = await reload((sent) => {
      const look = (looks.get(numberOf(sent)) ?? 0) + 1
      looks.set(numberOf(sent), look)
      // 4 is removed while it is looked for, 5 to 7 never.
      return numberOf(sent) === 4 && look === 2 ? notFound() : offline(sent)
    })
    await vi.advanceTimersByTimeAsync(1_500)
    expect(page.runById(id)?.counts).toMatchObject({ done: 4, unknown: 0 })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(page.runById(id)?.counts).toMatchObject({ done: 5, failed: 0, unknown: 3 })
    expect([...looks.values()]).toEqual([2, 2, 2, 2])
    expect(changes(page.sent)).toHaveLength(0)
  })

  test('waits for a key before it is known, or reads anything again', async () => {
    const id = await interrupted('remove')
    const page = loadPage(offline)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(page.runs.get()).toEqual([])
    expect(page.sent).toHaveLength(0)
    page.mind()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(page.runById(id)?.counts).toMatchObject({ done: 4, unknown: 4, 'not-sent': 12 })
  })

  test('is missed by nobody while other tabs are asked about it', async () => {
    const id = await interrupted('remove')
    const page = loadPage(offline)
    page.mind()
    await vi.advanceTimersByTimeAsync(500)
    expect([page.isRestored.get(), page.runById(id)]).toEqual([false, undefined])
    await vi.advanceTimersByTimeAsync(550)
    expect([page.isRestored.get(), page.runById(id)?.state]).toEqual([true, 'interrupted'])
  })

  test('is taken up by no session that ended meanwhile', async () => {
    await interrupted('remove')
    const page = loadPage(offline)
    page.mind()
    page.close('idle')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(page.runs.get()).toEqual([])
    expect(page.sent).toHaveLength(0)
  })
})

describe('what is persisted of a run', () => {
  const names = /laptop|MAC-|Ana|harbor|Offboard|seen by/

  test('names no device and no person in clear text', async () => {
    const page = loadPage((sent) =>
      numberOf(sent) === 1
        ? Response.json({ statusCode: 400, message: 'laptop-1 is seen by Ana' }, { status: 400 })
        : noContent(),
    )
    const { id, finished } = page.begin('remove', fleet(3), { label: 'Offboard Ana' })
    await vi.advanceTimersByTimeAsync(0)
    expect(stored()).toContain('device-1')
    expect(stored()).not.toMatch(names)
    await inFakeTime(finished)
    await vi.advanceTimersByTimeAsync(0)
    expect(stored()).not.toMatch(names)

    const run = (await reload(noContent)).runById(id)
    expect(run).toMatchObject({ label: 'Offboard Ana', devices: [{ name: 'laptop-0' }, {}, {}] })
    expect(run?.outcomes.get('device-1')).toMatchObject({
      error: { serverMessages: ['laptop-1 is seen by Ana'] },
    })
    expect(run?.isEncrypted).toBeUndefined()
  })

  test('goes without names where nothing can be encrypted', async () => {
    const plainHttp: Settings = {
      encrypt: () => Promise.reject(new TypeError('crypto.subtle is undefined')),
      decrypt: () => Promise.resolve(undefined),
    }
    const page = loadPage(noContent, plainHttp)
    const { id, finished } = page.begin('remove', fleet(2), { label: 'Offboard Ana' })
    await inFakeTime(finished)
    expect(stored()).not.toMatch(names)
    expect((await reload(noContent, plainHttp)).runById(id)).toMatchObject({
      devices: [{ id: 'device-0', name: 'device-0' }, { name: 'device-1' }],
      counts: { done: 2 },
      isEncrypted: true,
    })
  })

  test('is not written again by an encryption that comes after a sign-out', async () => {
    let release: () => void = () => undefined
    const page = loadPage(noContent, {
      encrypt: (text) => new Promise((resolve) => (release = () => resolve(text))),
    })
    page.begin('remove', fleet(2))
    page.close('signed-out')
    release()
    await vi.advanceTimersByTimeAsync(5_000)
    expect([...storage.items.keys()]).toEqual([])
  })
})

describe('another key', () => {
  /** A removal of eight: the first four worked, the others were sent and never answered. */
  async function halfDone() {
    const page = loadPage(
      (sent) => (numberOf(sent) < 4 ? noContent() : 'silence'),
      keyed('first', 'one-network'),
    )
    const listedAs = new Map([['device-0', 'CORP\\LAPTOP-0']])
    const { id } = page.begin('remove', fleet(8), { label: 'Offboard Ana', listedAs })
    await vi.advanceTimersByTimeAsync(2_000)
    return id
  }

  test('that meets none of the devices does not see the run, asks nothing about it and takes nothing from it', async () => {
    const id = await halfDone()
    const page = await reload(notFound, keyed('second', 'another-network'))
    page.recognize([deviceOf({ id: 'of-another-network' })])
    await vi.advanceTimersByTimeAsync(150_000)
    expect(page.runs.get()).toEqual([])
    expect(page.sent).toEqual([])

    const back = await reload(offline, keyed('third', 'one-network'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(back.runById(id)).toMatchObject({
      label: 'Offboard Ana',
      listedAs: new Map([['device-0', 'CORP\\LAPTOP-0']]),
      counts: { done: 4, unknown: 4 },
    })
    expect(JSON.stringify(Object.entries(sessionStorage))).not.toContain('CORP')
  })

  const oneIsThere = (sent: Sent) => (numberOf(sent) === 6 ? offline(sent) : notFound())

  test('that meets one of them sees it by ids alone, and what it does not find is gone', async () => {
    const id = await halfDone()
    const page = await reload(oneIsThere, keyed('second', 'rotated'))
    page.recognize(fleet(8).slice(6, 7))
    await vi.advanceTimersByTimeAsync(5_000)
    const run = page.runById(id)
    expect(run).toMatchObject({ isEncrypted: true, connection: 'second' })
    expect(run?.counts).toMatchObject({ done: 7, unknown: 1, failed: 0 })
    expect(run?.devices.map(({ name }) => name)).toEqual(fleet(8).map((device) => device.id))
    expect(JSON.stringify(run)).not.toMatch(/laptop|Ana|harbor|MAC-/)
  })

  test('leaves the names to the key that encrypted them', async () => {
    const id = await halfDone()
    const page = await reload(oneIsThere, keyed('second', 'rotated'))
    page.recognize(fleet(8))
    await vi.advanceTimersByTimeAsync(5_000)
    const run = (await reload(oneIsThere, keyed('third', 'one-network'))).runById(id)
    expect(run).toMatchObject({ label: 'Offboard Ana', counts: { done: 7, unknown: 1 } })
    expect(run?.devices[0]?.name).toBe('laptop-0')
  })

  test.each([
    ['over a reload', 'first'],
    ['in a session of its own', 'second'],
  ])('that is the same one %s believes at once what it does not find', async (_, connectionId) => {
    const id = await halfDone()
    const page = await reload(notFound, keyed(connectionId, 'one-network'))
    expect(page.runById(id)).toMatchObject({
      label: 'Offboard Ana',
      counts: { done: 8, unknown: 0 },
    })
    expect(page.sent).toHaveLength(4)
  })
})

describe('what a run left unknown', () => {
  /** A removal of one that nobody answers; it takes effect so long after the run's end (ms). */
  async function unanswered(effectAfter?: number) {
    let isThere = true
    const page = loadPage((sent) =>
      sent.method === 'GET' && isThere
        ? offline(sent)
        : sent.method === 'GET'
          ? notFound()
          : 'lost',
    )
    const { id, finished } = page.begin('remove', fleet(1))
    await inFakeTime(finished)
    expect(page.runById(id)?.outcomes.get('device-0')).toMatchObject({
      kind: 'unknown',
      unchangedAt: expect.any(Number),
    })
    if (effectAfter !== undefined) setTimeout(() => (isThere = false), effectAfter)
    page.sent.length = 0
    return { page, id, kind: () => page.runById(id)?.outcomes.get('device-0')?.kind }
  }

  test('is looked at again after 10 s', async () => {
    const { page, kind } = await unanswered(5_000)
    await vi.advanceTimersByTimeAsync(9_800)
    expect([kind(), page.sent.length]).toEqual(['unknown', 0])
    await vi.advanceTimersByTimeAsync(300)
    expect([kind(), page.sent.length]).toEqual(['done', 1])
    await vi.advanceTimersByTimeAsync(300_000)
    expect(page.sent).toHaveLength(1)
  })

  test('is looked at once, however many ask, and says that it is being looked at', async () => {
    const { page, id } = await unanswered(0)
    await vi.advanceTimersByTimeAsync(1)
    const looks = [1, 2, 3].map(() => page.recheck(id))
    expect(page.runById(id)?.isLooking).toBe(true)
    await Promise.all(looks)
    expect(page.runById(id)).toMatchObject({ counts: { done: 1, unknown: 0 } })
    expect(page.runById(id)?.isLooking).toBeUndefined()
    expect(page.sent).toHaveLength(1)
  })

  test('is looked at three times in all, and told when it was unchanged last', async () => {
    const { page, id, kind } = await unanswered()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(kind()).toBe('unknown')
    expect(page.sent).toHaveLength(3)
    const [, , last] = page.sent
    expect(page.runById(id)?.outcomes.get('device-0')).toMatchObject({ unchangedAt: last?.at })
  })

  test('is not looked at by a connection that was closed', async () => {
    const { page } = await unanswered(0)
    page.close('idle')
    await vi.advanceTimersByTimeAsync(600_000)
    expect(page.sent).toHaveLength(0)
  })

  test('is looked at again after a reload or a lock', async () => {
    const { id } = await unanswered(0)
    const page = await reload(notFound)
    expect(page.runById(id)).toMatchObject({ state: 'finished', counts: { done: 1, unknown: 0 } })
  })
})

describe('a run of another tab', () => {
  /** A removal of eight in a tab, and a copy of that tab; the server takes 5 s for each. */
  async function duplicated(copiesKey = keyed('test')) {
    const done = new Set<number>()
    const first = loadPage(async (sent) => {
      if (sent.method === 'GET') return done.has(numberOf(sent)) ? notFound() : offline(sent)
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      done.add(numberOf(sent))
      return noContent()
    })
    first.mind()
    const { id, finished } = first.begin('remove', fleet(8))
    await vi.advanceTimersByTimeAsync(1_000)
    const copy = loadTabBeside(copiesKey)
    copy.mind()
    await vi.advanceTimersByTimeAsync(1_050)
    return { first, copy, id, finished }
  }

  test('is followed, too, where its names cannot be read', async () => {
    const { first, copy, id } = await duplicated(keyed('copy', 'another-key'))
    expect(copy.runById(id)).toBeUndefined()
    copy.recognize(fleet(8))
    await vi.advanceTimersByTimeAsync(6_000)
    expect(copy.runById(id)).toMatchObject({
      state: 'elsewhere',
      isEncrypted: true,
      counts: { done: 4 },
    })
    expect(changes(first.sent)).toHaveLength(8)
    expect(first.sent).toHaveLength(8)
  })

  test('is followed, and nothing of it is sent or read here', async () => {
    const { first, copy, id } = await duplicated()
    expect(copy.runById(id)).toMatchObject({ state: 'elsewhere', counts: { done: 0 } })
    expect(copy.isSending.get()).toBe(false)
    await copy.recheck(id)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(copy.runById(id)).toMatchObject({ state: 'elsewhere', counts: { done: 4 } })
    expect(changes(first.sent)).toHaveLength(8)
    expect(first.sent).toHaveLength(8)
  })

  test('has ended here as it ended there', async () => {
    const { first, copy, id, finished } = await duplicated()
    await inFakeTime(finished)
    await vi.advanceTimersByTimeAsync(5_000)
    const { state, halted, counts } = copy.runById(id) ?? {}
    expect({ state, halted }).toEqual({ state: 'finished', halted: undefined })
    expect(counts).toMatchObject({ done: 8 })
    expect(first.sent).toHaveLength(8)
  })

  test('is looked into once that tab says nothing any more', async () => {
    const { first, copy, id } = await duplicated()
    first.close('not-connected')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(copy.runById(id)).toMatchObject({
      state: 'interrupted',
      counts: { done: 4, unknown: 4, 'not-sent': 0 },
    })
    expect(changes(first.sent)).toHaveLength(4)
  })
})

describe('the end of a session', () => {
  /** As `fetch` does, it ends when the call is given up. */
  const slowly = async ({ init }: Sent) => {
    await wait(100, init.signal ?? undefined)
    return noContent()
  }

  test.each(['refused', 'idle'] as const)(
    '(%s) stops a run, and its key finds the receipt again',
    async (because) => {
      const page = loadPage(slowly)
      page.mind()
      const { id, finished } = page.begin('remove', fleet(20), { label: 'Offboard Ana' })
      await vi.advanceTimersByTimeAsync(150)
      page.close(because)
      expect(await inFakeTime(finished)).toMatchObject({
        value: {
          halted: because,
          state: 'finished',
          // What was under way had no answer.
          counts: { done: 4, unknown: 4, 'not-sent': 12 },
        },
      })
      expect(stored()).not.toMatch(/laptop|Ana/)
      expect((await reload(offline, keyed('next', 'test'))).runById(id)).toMatchObject({
        label: 'Offboard Ana',
        halted: because,
        counts: { done: 4, unknown: 4, 'not-sent': 12 },
      })
    },
  )

  test('by signing out stops a run and leaves no trace of any', async () => {
    const page = loadPage(slowly)
    page.mind()
    await inFakeTime(page.begin('remove', fleet(2)).finished)
    const { finished } = page.begin('deactivate', fleet(20))
    await vi.advanceTimersByTimeAsync(150)
    page.close('signed-out')
    await inFakeTime(finished)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(changes(page.sent)).toHaveLength(2 + 8)
    expect([...storage.items.keys()]).toEqual([])
  })
})

test('while a run waits for a person it sends nothing, so that others may', async () => {
  const page = loadPage(() => new Response('{}', { status: 500 }))
  const { id, finished } = page.begin('deactivate', fleet(20))
  expect(page.isSending.get()).toBe(true)
  // A device without an answer is looked at twice, 3 s apart, before it counts as a failure.
  await vi.advanceTimersByTimeAsync(10_000)
  expect(page.runById(id)?.state).toBe('paused')
  expect(page.isSending.get()).toBe(false)
  page.resume(id)
  expect(page.isSending.get()).toBe(true)
  page.stop(id)
  await inFakeTime(finished)
  expect(page.isSending.get()).toBe(false)
})

test('closing the page asks first while a run is under way, and only then', async () => {
  const page = loadPage(noContent)
  page.mind()
  const isAskedFirst = () => !page.send('beforeunload')
  expect(isAskedFirst()).toBe(false)
  const { finished } = page.begin('remove', fleet(3))
  expect(isAskedFirst()).toBe(true)
  await inFakeTime(finished)
  expect(isAskedFirst()).toBe(false)
})

test('storage that throws costs nothing but the memory', async () => {
  vi.stubGlobal('sessionStorage', createBlockedStorage())
  const page = loadPage(noContent)
  const { id, finished } = page.begin('remove', fleet(3))
  await inFakeTime(finished)
  expect(page.runById(id)?.counts.done).toBe(3)
})

describe('a run too large for the storage', () => {
  /** Refuses what would bring the tab above `most` characters, as browsers do above 5 million. */
  function smallStorage(most: number) {
    storage.setItem = (key, value) => {
      const others = [...storage.items].filter(([known]) => known !== key)
      const total = others.reduce((sum, [, text]) => sum + text.length, value.length)
      if (total > most) throw new DOMException('full', 'QuotaExceededError')
      storage.items.set(key, value)
    }
  }

  async function toldOf(count: number, answer = noContent) {
    const page = loadPage(answer)
    const { id, finished } = page.begin('remove', fleet(count))
    await inFakeTime(finished)
    return {
      page,
      id,
      told: toasts(page.session)
        .get()
        .map(({ text, tone }) => `${tone}: ${text}`),
    }
  }
  const words = 'attention: This run is too large to be restored after a reload'

  test('is told of once, and leaves nothing by halves', async () => {
    smallStorage(2_000)
    const { page, id, told } = await toldOf(40)
    expect(told).toEqual([words])
    expect(page.runById(id)?.counts.done).toBe(40)
    expect([...storage.items.keys()]).toEqual([])
    expect((await reload(noContent)).runs.get()).toEqual([])
  })

  test('is forgotten when its outcomes outgrow it later', async () => {
    // Room for the devices, and for the outcomes of none.
    const { told } = await toldOf(40)
    expect(told).toEqual([])
    const size = (part: string) =>
      [...storage.items].find(([key]) => key.endsWith(part))?.[1].length ?? 0
    const most = size('.about') + size('.encrypted') + size('.sent') + size('.outcomes') - 100
    storage.items.clear()
    smallStorage(most)
    expect((await toldOf(40)).told).toEqual([words])
    expect([...storage.items.keys()]).toEqual([])
  })

  test('does not take room for what no receipt says', async () => {
    const page = loadPage(noContent)
    const devices = fleet(1)
    const { id, finished } = page.begin(
      'deactivate',
      devices.map((device) => ({
        ...device,
        appVersion: '9.9.9-app',
        createdAt: 'created',
        updatedAt: 'updated',
      })),
    )
    await inFakeTime(finished)
    const encrypted = [...storage.items].find(([key]) => key.endsWith('.encrypted'))?.[1] ?? ''
    expect(`${stored()} ${await (await page.session.encryption()).decrypt(encrypted)}`).not.toMatch(
      /9-app|created"|updated/,
    )
    expect((await reload(noContent)).runById(id)?.devices).toEqual(restored(devices))
  })
})

test('what somebody else put into the storage is no run', async () => {
  storage.items.set('device-console.run.1.x.about', '{"id":"x","devices":"none"}')
  storage.items.set('device-console.run.2.y.about', 'not json')
  for (const run of ['1.x', '2.y']) storage.items.set(`device-console.run.${run}.sent`, '0')
  expect((await reload(noContent)).runs.get()).toEqual([])
})

test('large receipts beyond what a tab can hold are forgotten, the oldest first', async () => {
  const page = loadPage(noContent)
  const big = fleet(300).map((device) => ({ ...device, name: 'n'.repeat(2_000) }))
  const begun: string[] = []
  for (let number = 0; number < 8; number += 1) {
    const { id, finished } = page.begin('deactivate', big)
    begun.push(id)
    await inFakeTime(finished)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  const kept = (await reload(noContent)).runs.get().map(({ id }) => id)
  expect(kept).toEqual(begun.slice(-kept.length).toReversed())
  expect(kept.length).toBeGreaterThanOrEqual(2)
  expect(kept.length).toBeLessThan(8)
})
