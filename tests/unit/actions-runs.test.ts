import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import type { Answer, Sent } from './wire.ts'

/** What outlives a reload of the page: the tab's storage. */
function tabStorage() {
  const items = new Map<string, string>()
  return {
    items,
    get length() {
      return items.size
    },
    key: (position: number) => [...items.keys()][position] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

/** The console's modules as a page that was just loaded has them. */
async function loadPage(answer: (sent: Sent, count: number) => Answer | Promise<Answer>) {
  vi.resetModules()
  const wire = await import('./wire.ts')
  const sent = wire.stubWire(answer)
  const { session } = await import('../../src/session/session.ts')
  const { storeKey } = await import('../../src/session/vault.ts')
  session.set({ open: true })
  const runs = await import('../../src/actions/runs.ts')
  const { retryable } = await import('../../src/actions/run-record.ts')
  const events = new EventTarget()
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events))
  vi.stubGlobal('removeEventListener', events.removeEventListener.bind(events))
  return { ...runs, retryable, session, storeKey, sent, events, wire }
}

let storage: ReturnType<typeof tabStorage>

beforeEach(() => {
  storage = tabStorage()
  vi.stubGlobal('sessionStorage', storage)
  vi.stubGlobal('navigator', {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const fleet = (count: number): Device[] =>
  Array.from({ length: count }, (_, number) => ({
    id: `device-${number}`,
    name: `laptop-${number}`,
    status: 'Offline',
    hardwareId: `MAC-${number}`,
    owner: { id: 'u1', firstName: 'Ana', email: 'ana@harbor.example' },
  }))
const numberOf = ({ path }: Sent) => Number(/device-(\d+)/.exec(path)?.[1])
const noContent = () => new Response(null, { status: 204 })
const changes = (sent: readonly Sent[]) => sent.filter(({ method }) => method !== 'GET')

test('a run is recorded from its start to its end, newest first', async () => {
  const page = await loadPage(noContent)
  const first = page.beginRun('remove', fleet(3), { label: 'Clean up stale devices' })
  expect(page.runs.get()).toMatchObject([{ id: first.id, state: 'running', targets: 3 }])
  expect(page.isSending.get()).toBe(true)
  await page.wire.inFakeTime(first.finished)
  const second = page.beginRun('deactivate', fleet(1))
  await page.wire.inFakeTime(second.finished)
  expect(page.runs.get()).toMatchObject([
    { id: second.id, action: 'deactivate', counts: { done: 1 } },
    { id: first.id, label: 'Clean up stale devices', state: 'finished', counts: { done: 3 } },
  ])
  expect(page.isSending.get()).toBe(false)
})

test('a finished run is the same after a reload, errors and all', async () => {
  const page = await loadPage((sent) => {
    const answers = [
      noContent(),
      Response.json({ statusCode: 404, message: 'Device not found' }, { status: 404 }),
      Response.json({ statusCode: 409, message: 'Busy', request_id: 'r-1' }, { status: 409 }),
    ]
    return answers[numberOf(sent)] ?? ('lost' as const)
  })
  const begun = page.beginRun('remove', fleet(4), { label: 'Tidy', readAt: 5 })
  await page.wire.inFakeTime(begun.finished)
  const before = page.runById(begun.id)

  const after = (await loadPage(noContent)).runById(begun.id)
  expect(after).toMatchObject({
    label: 'Tidy',
    readAt: 5,
    state: 'finished',
    finishedAt: before?.finishedAt,
    counts: before?.counts,
  })
  expect(after?.devices).toEqual(before?.devices)
  expect([...(after?.outcomes ?? [])].map(([id, { kind }]) => [id, kind])).toEqual([
    ['device-0', 'done'],
    ['device-1', 'already-gone'],
    ['device-2', 'failed'],
    ['device-3', 'unknown'],
  ])
  expect(after?.outcomes.get('device-2')).toMatchObject({
    error: { name: 'ApiError', kind: 'rejected', status: 409, serverMessages: ['Busy'] },
  })
})

test('an error of a kind this version does not know is a plain error after a reload', async () => {
  const page = await loadPage(() => 'lost')
  const begun = page.beginRun('remove', fleet(1))
  await page.wire.inFakeTime(begun.finished)
  const key = [...storage.items.keys()].find((each) => each.endsWith('.outcomes')) ?? ''
  storage.setItem(key, (storage.getItem(key) ?? '').replace('"unreachable"', '"haunted"'))

  const after = (await loadPage(noContent)).runById(begun.id)
  const { outcomeReason } = await import('../../src/actions/outcome-words.ts')
  const outcome = after?.outcomes.get('device-0')
  expect(outcome).toMatchObject({ kind: 'unknown', error: { name: 'Error', message: 'haunted' } })
  // The words of the receipt, which an unknown kind has none of.
  expect(outcome && outcomeReason(outcome)).toContain('It may have taken effect')
})

describe('a reload in the middle of a run', () => {
  /** 0 to 3 are answered, 4 to 7 are under way when the page goes, 8 to 19 have not left. */
  async function interrupted(action: 'remove' | 'deactivate') {
    const page = await loadPage((sent) => (numberOf(sent) < 4 ? noContent() : 'silence'))
    const { id } = page.beginRun(action, fleet(20))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(changes(page.sent).map(numberOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    return id
  }

  test('leaves its open ends to be read again, and sends nothing a second time', async () => {
    const id = await interrupted('remove')
    // The server carried out 4 and 5 before the connection went.
    const page = await loadPage((sent) =>
      numberOf(sent) < 6
        ? Response.json({ statusCode: 404, message: 'Device not found' }, { status: 404 })
        : numberOf(sent) === 6
          ? Response.json({ id: 'device-6', status: 'Offline' })
          : 'lost',
    )
    expect(page.runById(id)).toMatchObject({
      state: 'interrupted',
      counts: { done: 4, 'not-sent': 12 },
    })
    const stop = page.mindRuns()
    await vi.advanceTimersByTimeAsync(60_000)
    stop()
    expect(changes(page.sent)).toHaveLength(0)
    expect(new Set(page.sent.map(numberOf))).toEqual(new Set([4, 5, 6, 7]))
    const run = page.runById(id)
    expect(run?.counts).toEqual({
      done: 6,
      'already-gone': 0,
      failed: 1,
      unknown: 1,
      'not-sent': 12,
      skipped: 0,
    })
    expect(run && page.retryable(run).map((device) => device.id)).toEqual(
      [6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((number) => `device-${number}`),
    )
  })

  test('tells what the rule excludes as skipped, and offers it for no retry', async () => {
    const off = (number: number): Device => ({
      id: `off-${number}`,
      name: `spare-${number}`,
      status: 'Deactivated',
      active: false,
    })
    const page = await loadPage(() => 'silence')
    const { id } = page.beginRun('deactivate', [...fleet(6), off(0), off(1)])
    await vi.advanceTimersByTimeAsync(2_000)
    const again = await loadPage(noContent)
    const run = again.runById(id)
    expect(run?.counts).toMatchObject({ 'not-sent': 2, skipped: 2 })
    expect(run?.outcomes.get('off-1')).toEqual({ kind: 'skipped', because: 'Already deactivated' })
    expect(run && again.retryable(run).map((device) => device.id)).toEqual(['device-4', 'device-5'])
  })

  test('is told of as interrupted after a second reload, too, with what was found out', async () => {
    const id = await interrupted('deactivate')
    const second = await loadPage((sent) =>
      Response.json({ id: `device-${numberOf(sent)}`, status: 'Deactivated', active: false }),
    )
    const stop = second.mindRuns()
    await vi.advanceTimersByTimeAsync(10_000)
    stop()
    const third = await loadPage(noContent)
    expect(third.runById(id)).toMatchObject({
      state: 'interrupted',
      counts: { done: 8, 'not-sent': 12 },
    })
    third.mindRuns()
    expect(third.sent).toHaveLength(0)
  })

  test('reads what looks unchanged once more: the server may still be at it', async () => {
    const id = await interrupted('remove')
    const looks = new Map<number, number>()
    const page = await loadPage((sent) => {
      const look = (looks.get(numberOf(sent)) ?? 0) + 1
      looks.set(numberOf(sent), look)
      // 4 is removed while it is looked for, 5 to 7 never.
      return numberOf(sent) === 4 && look === 2
        ? Response.json({ statusCode: 404, message: 'Device not found' }, { status: 404 })
        : Response.json({ id: `device-${numberOf(sent)}`, status: 'Offline' })
    })
    const looking = page.lookAgain(id)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(page.runById(id)?.counts).toMatchObject({ done: 4, failed: 0 })
    await page.wire.inFakeTime(looking)
    expect(page.runById(id)?.counts).toMatchObject({ done: 5, failed: 3, unknown: 0 })
    expect([...looks.values()]).toEqual([2, 2, 2, 2])
    expect(changes(page.sent)).toHaveLength(0)
  })

  test('waits for a key before it reads anything again', async () => {
    const id = await interrupted('remove')
    const page = await loadPage((sent) =>
      Response.json({ id: `device-${numberOf(sent)}`, status: 'Offline' }),
    )
    page.session.set({ open: false, because: 'not-connected' })
    const stop = page.mindRuns()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(page.sent).toHaveLength(0)
    page.session.set({ open: true })
    await vi.advanceTimersByTimeAsync(10_000)
    stop()
    expect(page.runById(id)?.counts).toMatchObject({ done: 4, failed: 4, 'not-sent': 12 })
  })
})

describe('another key', () => {
  const notFound = () =>
    Response.json({ statusCode: 404, message: 'Device not found' }, { status: 404 })

  /** A removal of eight: the first four worked, the others were sent and never answered. */
  async function halfDone() {
    const page = await loadPage((sent) => (numberOf(sent) < 4 ? noContent() : 'silence'))
    page.storeKey('one-network', true)
    const { id } = page.beginRun('remove', fleet(8))
    await vi.advanceTimersByTimeAsync(2_000)
    return id
  }

  test('that finds none of the devices says nothing about them', async () => {
    const id = await halfDone()
    const page = await loadPage(notFound)
    page.storeKey('another-network', false)
    const looking = page.lookAgain(id)
    await page.wire.inFakeTime(looking)
    expect(page.runById(id)?.counts).toMatchObject({ done: 4, unknown: 4 })
    expect(await page.isReachable(id)).toBe(false)
    expect((await loadPage(notFound)).runById(id)?.counts).toMatchObject({ done: 4, unknown: 4 })
  })

  test('that finds one of them is a key of their network, and what it does not find is gone', async () => {
    const id = await halfDone()
    const page = await loadPage((sent) =>
      numberOf(sent) === 6 ? Response.json({ id: 'device-6', status: 'Offline' }) : notFound(),
    )
    page.storeKey('rotated', false)
    await page.wire.inFakeTime(page.lookAgain(id))
    expect(page.runById(id)?.counts).toMatchObject({ done: 7, failed: 1, unknown: 0 })
    // Known from then on, without another look.
    const before = page.sent.length
    expect(await page.isReachable(id)).toBe(true)
    expect(page.sent).toHaveLength(before)
  })

  test('that was kept over a reload is still the same one', async () => {
    const id = await halfDone()
    const page = await loadPage(notFound)
    const { restoreKey } = await import('../../src/session/vault.ts')
    restoreKey()
    await page.wire.inFakeTime(page.lookAgain(id))
    expect(page.runById(id)?.counts).toMatchObject({ done: 8, unknown: 0 })
    expect(page.sent).toHaveLength(4)
  })
})

describe('the end of a session', () => {
  const slowly = async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return noContent()
  }

  test.each(['refused', 'idle'] as const)(
    '(%s) stops a run and keeps its receipt',
    async (because) => {
      const page = await loadPage(slowly)
      const stop = page.mindRuns()
      const { id, finished } = page.beginRun('remove', fleet(20))
      await vi.advanceTimersByTimeAsync(150)
      page.session.set({ open: false, because })
      await page.wire.inFakeTime(finished)
      stop()
      expect(page.runById(id)).toMatchObject({
        halted: because,
        state: 'finished',
        counts: { done: 8, 'not-sent': 12 },
      })
      expect((await loadPage(noContent)).runById(id)).toMatchObject({ halted: because })
    },
  )

  test('by signing out stops a run and leaves no trace of any', async () => {
    const page = await loadPage(slowly)
    const stop = page.mindRuns()
    await page.wire.inFakeTime(page.beginRun('remove', fleet(2)).finished)
    const { finished } = page.beginRun('deactivate', fleet(20))
    await vi.advanceTimersByTimeAsync(150)
    page.session.set({ open: false, because: 'signed-out' })
    await page.wire.inFakeTime(finished)
    await vi.advanceTimersByTimeAsync(5_000)
    stop()
    expect(changes(page.sent)).toHaveLength(2 + 8)
    expect(page.runs.get()).toEqual([])
    expect([...storage.items.keys()]).toEqual([])
  })
})

test('while a run waits for a person it sends nothing, so that others may', async () => {
  const page = await loadPage(() => new Response('{}', { status: 500 }))
  const { id, finished } = page.beginRun('deactivate', fleet(20))
  expect(page.isSending.get()).toBe(true)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(page.runById(id)?.state).toBe('paused')
  expect(page.isSending.get()).toBe(false)
  page.resumeRun(id)
  expect(page.isSending.get()).toBe(true)
  page.stopRun(id)
  await page.wire.inFakeTime(finished)
  expect(page.isSending.get()).toBe(false)
})

test('closing the page asks first while a run is under way, and only then', async () => {
  const page = await loadPage(noContent)
  const stop = page.mindRuns()
  const isAskedFirst = () =>
    !page.events.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  expect(isAskedFirst()).toBe(false)
  const { finished } = page.beginRun('remove', fleet(3))
  expect(isAskedFirst()).toBe(true)
  await page.wire.inFakeTime(finished)
  expect(isAskedFirst()).toBe(false)
  stop()
})

test('storage that throws costs nothing but the memory', async () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError')
  }
  vi.stubGlobal('sessionStorage', {
    get length() {
      return refuse()
    },
    key: refuse,
    getItem: refuse,
    setItem: refuse,
    removeItem: refuse,
  })
  const page = await loadPage(noContent)
  const { id, finished } = page.beginRun('remove', fleet(3))
  await page.wire.inFakeTime(finished)
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
    const page = await loadPage(answer)
    const { toasts } = await import('../../src/feedback/toasts.ts')
    const { id, finished } = page.beginRun('remove', fleet(count))
    await page.wire.inFakeTime(finished)
    return { page, id, told: toasts.get().map(({ text, tone }) => `${tone}: ${text}`) }
  }
  const words = 'attention: This run is too large to survive a reload of this page'

  test('is told of once, and leaves nothing by halves', async () => {
    smallStorage(2_000)
    const { page, id, told } = await toldOf(40)
    expect(told).toEqual([words])
    expect(page.runById(id)?.counts.done).toBe(40)
    expect([...storage.items.keys()]).toEqual([])
    expect((await loadPage(noContent)).runs.get()).toEqual([])
  })

  test('is forgotten when its outcomes outgrow it later', async () => {
    // Room for the devices, and for no more than the outcomes of none.
    const { told } = await toldOf(40)
    expect(told).toEqual([])
    const size = (part: string) =>
      [...storage.items].find(([key]) => key.endsWith(part))?.[1].length ?? 0
    const most = size('.what') + size('.outcomes') - 100
    storage.items.clear()
    smallStorage(most)
    expect((await toldOf(40)).told).toEqual([words])
    expect([...storage.items.keys()]).toEqual([])
  })

  test('does not take room for what no receipt says', async () => {
    const page = await loadPage(noContent)
    const devices = fleet(1)
    const { id, finished } = page.beginRun(
      'deactivate',
      devices.map((device) => ({
        ...device,
        appVersion: '9.9.9-app',
        createdAt: 'created',
        updatedAt: 'updated',
      })),
    )
    await page.wire.inFakeTime(finished)
    expect([...storage.items.values()].join()).not.toMatch(/9-app|created"|updated/)
    expect((await loadPage(noContent)).runById(id)?.devices).toEqual(devices)
  })
})

test('what somebody else put into the storage is no run', async () => {
  storage.items.set('device-console.run.x.what', '{"id":"x","devices":"none"}')
  storage.items.set('device-console.run.y.what', 'not json')
  expect((await loadPage(noContent)).runs.get()).toEqual([])
})

test('large receipts beyond what a tab can hold are forgotten, the oldest first', async () => {
  const page = await loadPage(noContent)
  const big = fleet(300).map((device) => ({ ...device, name: 'n'.repeat(2_000) }))
  const begun: string[] = []
  for (let number = 0; number < 8; number += 1) {
    const { id, finished } = page.beginRun('deactivate', big)
    begun.push(id)
    await page.wire.inFakeTime(finished)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  const kept = (await loadPage(noContent)).runs.get().map(({ id }) => id)
  expect(kept).toEqual(begun.slice(-kept.length).toReversed())
  expect(kept.length).toBeGreaterThanOrEqual(2)
  expect(kept.length).toBeLessThan(8)
})
