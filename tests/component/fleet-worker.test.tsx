import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readFresh } from '../../src/actions/confirmation/read-fresh.ts'
import { parseDevice, type Device } from '../../src/api/device.ts'
import { explainError } from '../../src/feedback/explain-error.ts'
import { applySettled } from '../../src/devices/apply-settled.ts'
import { fleetState } from '../../src/fleet/fleet-state.ts'
import { fleetOf, type Fleet } from '../../src/fleet/fleet.ts'
import { steadyNow } from '../../src/lib/clock.ts'
import { createMockNetwork, type MockNetwork } from '../../src/mock/network.ts'
import { claiming } from '../hostile.ts'
import type { Session } from '../../src/session/open-session.ts'
import { connectionTo, sessionOf } from '../unit/wire.ts'
import { pass, takeClock } from './clock.ts'
import { holdPages } from './held-pages.ts'

// The snapshot in its real worker, read over the wire from the mock API.

const key = 'CANARY-fleet'
let network: MockNetwork
let session: Session
let fleet: Fleet

beforeEach(() => {
  const baseUrl = `${location.origin}/fleet-api`
  network = createMockNetwork({
    baseUrl,
    fleetSize: 1_248,
    keys: { keys: [key], readOnlyKeys: [] },
  })
  network.start()
  session = sessionOf(connectionTo({ baseUrl, authorize: (headers) => headers.set('apikey', key) }))
  fleet = fleetOf(session)
})

afterEach(() => {
  session.end()
  network.stop()
})

const phase = () => fleetState(session).get().phase
/** As a run does while it acts. */
const setPaused = (paused: boolean) =>
  fleetState(session).set({ ...fleetState(session).get(), paused })
const soon = (check: () => void) => vi.waitFor(check, { timeout: 120_000 })
const ended = () => soon(() => expect(phase()).not.toBe('loading'))

async function readAll(): Promise<void> {
  await fleet.load()
  expect(fleetState(session).get()).toMatchObject({
    phase: 'complete',
    total: 1_248,
    held: 1_248,
    missing: 0,
  })
}

const search = (q: string, limit = 25) => fleet.ask('query', [{ q, limit }])

/** Every device as the API has it: when it is read is another matter. */
function everyDevice() {
  const pages = Array.from({ length: 13 }, (_, page) => network.backend.list([], 100, page * 100))
  return pages
    .flatMap(({ data }) => data)
    .flatMap((row) => parseDevice(row, 0) ?? [])
    .map(withoutAge)
}

test('the first need loads all devices once, for any number of callers', async () => {
  expect(phase()).toBe('empty')
  const first = search('')
  fleet.ensureLoaded()
  fleet.ensureLoaded()
  await first
  await ended()
  expect(fleetState(session).get()).toMatchObject({ phase: 'complete', held: 1_248 })
  expect(network.reads()).toBe(15)
  expect((await fleet.ask('matching', [''])).map(withoutAge).toSorted(byId)).toEqual(
    everyDevice().toSorted(byId),
  )
})

test('a worker whose script failed is made again, so that a retry can succeed', async () => {
  const RealWorker = globalThis.Worker
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      constructor() {
        super()
        queueMicrotask(() => this.dispatchEvent(new Event('error')))
      }
      postMessage = () => undefined
      terminate = () => undefined
    },
  )
  await fleet.load()
  expect(fleetState(session).get()).toMatchObject({ phase: 'failed', held: 0 })
  vi.stubGlobal('Worker', RealWorker)
  await readAll()
})

test('searches and devices by ID are answered by the worker', async () => {
  await readAll()
  const { total, devices, facets } = await search('status:online', 10)
  expect(devices).toHaveLength(10)
  expect(total).toBe(everyDevice().filter(({ status }) => status === 'Online').length)
  expect(facets.status.find(({ id }) => id === 'Online')?.count).toBe(total)
  const ids = devices.map(({ id }) => id).toReversed()
  expect((await fleet.ask('byId', [[...ids, 'gone']])).map(({ id }) => id)).toEqual(ids)
})

describe('a change', () => {
  test('of this console shows at once, and no answer requested before it undoes it', async () => {
    await readAll()
    const [first, second] = (await search('status:online')).devices
    if (!first || !second) throw new Error('The fleet has devices that are online')
    const answer = globalThis.fetch
    const isAsked = Promise.withResolvers<void>()
    const isApplied = Promise.withResolvers<void>()
    // The first page comes with both as they were.
    globalThis.fetch = async (input, init) => {
      const response = await answer(input, init)
      if (typeof input === 'string' && input.endsWith('?limit=100&offset=0')) {
        isAsked.resolve()
        await isApplied.promise
      }
      return response
    }
    const reading = fleet.load()
    await isAsked.promise
    await applySettled(session, {
      settled: [
        { action: 'remove', id: first.id, outcome: { kind: 'done' } },
        { action: 'deactivate', id: second.id, outcome: { kind: 'done' } },
      ],
      isLast: true,
    })
    const shown = () => fleet.ask('byId', [[first.id, second.id]])
    expect(await shown()).toMatchObject([{ id: second.id, status: 'Deactivated' }])
    isApplied.resolve()
    await reading
    expect(fleetState(session).get()).toMatchObject({ phase: 'complete', held: 1_247 })
    expect(await shown()).toMatchObject([{ id: second.id, status: 'Deactivated', active: false }])
    // What is requested from now on is believed: somebody has reactivated it.
    await fleet.load()
    expect(await shown()).toMatchObject([{ id: second.id, status: 'Online' }])
  })

  test('made elsewhere shows after a refresh', async () => {
    await readAll()
    const { id } = (await search('status:offline')).devices[0] ?? { id: '' }
    network.backend.remove(id)
    const { revision } = fleetState(session).get()
    await fleet.load()
    expect(fleetState(session).get()).toMatchObject({ phase: 'complete', held: 1_247 })
    expect(fleetState(session).get().revision).toBeGreaterThan(revision)
    expect(await fleet.ask('byId', [[id]])).toEqual([])
  })
})

describe('the reading', () => {
  test('waits while a run acts', async () => {
    setPaused(true)
    fleet.ensureLoaded()
    await search('')
    expect(network.reads()).toBe(0)
    expect(fleetState(session).get()).toMatchObject({ phase: 'loading', paused: true })
    setPaused(false)
    await ended()
    expect(phase()).toBe('complete')
  })

  test('that fails says so, keeps its devices, and can be repeated', async () => {
    await readAll()
    network.settings.set({ ...network.settings.get(), fault: 'forbidden' })
    await fleet.load()
    expect(fleetState(session).get()).toMatchObject({ phase: 'failed', held: 1_248 })
    expect(fleetState(session).get().error).toMatchObject({ kind: 'forbidden' })
    expect((await search('')).total).toBe(1_248)
    network.settings.set({ ...network.settings.get(), fault: undefined })
    await readAll()
  })

  test('that is stopped keeps what came, and loads only the rest when asked to', async () => {
    const held = holdPages(network)
    fleet.ensureLoaded()
    await soon(() => expect(fleetState(session).get().held).toBe(575))
    const requestsBefore = network.reads()
    fleet.stop()
    expect(fleetState(session).get()).toMatchObject({ phase: 'stopped', total: 1_248 })
    held.release()
    // The four pages under way are used.
    await soon(() => expect(fleetState(session).get().held).toBe(955))
    expect(fleetState(session).get().phase).toBe('stopped')
    expect(network.reads()).toBe(requestsBefore)
    // A run that ends doesn't start it again.
    setPaused(true)
    setPaused(false)
    fleet.ensureLoaded()
    await search('')
    expect(network.reads()).toBe(requestsBefore)
    await readAll()
    expect(network.reads()).toBe(15)
  })

  test('that is stopped tells those who wait for it', async () => {
    holdPages(network)
    const fresh = expect(fleet.ensureFresh()).rejects.toThrow(
      'Loading was stopped at 575 of 1,248 devices',
    )
    await soon(() => expect(fleetState(session).get().held).toBe(575))
    fleet.stop()
    await fresh
  })

  test('that was stopped long ago starts anew for what must be fresh', async () => {
    takeClock()
    const held = holdPages(network)
    fleet.ensureLoaded()
    await soon(() => expect(fleetState(session).get().held).toBe(575))
    fleet.stop()
    held.release()
    await pass(61_000)
    const before = network.reads()
    expect(await fleet.ensureFresh()).toMatchObject({ phase: 'complete', held: 1_248 })
    expect(network.reads() - before).toBe(15)
  })

  test('of a refresh that is stopped leaves the snapshot as it was', async () => {
    await readAll()
    const before = fleetState(session).get()
    holdPages(network)
    const refreshed = fleet.load()
    await soon(() => expect(fleetState(session).get().loaded).toBe(575))
    fleet.stop()
    await refreshed
    const { held, asOf } = before
    expect(fleetState(session).get()).toMatchObject({ phase: 'complete', held, asOf, missing: 0 })
  })

  test('of a list that changed, stopped the second time, may have missed some', async () => {
    let passes = 0
    network.intercept(({ request, next: answer }) => {
      const { searchParams } = new URL(request.url)
      const offset = Number(searchParams.get('offset'))
      if (offset === 0 && searchParams.get('limit') === '100') passes += 1
      return (async () => {
        const body = (await (await answer(request)).json()) as { total: number }
        if (passes === 2) fleet.stop()
        return Response.json({ ...body, total: body.total + (offset > 500 ? 3 : 0) })
      })()
    })
    await fleet.load()
    expect(fleetState(session).get()).toMatchObject({ phase: 'incomplete', held: 1_248 })
    expect(fleetState(session).get().asOf).toBeGreaterThan(0)
  })

  test('of too many devices is declined', async () => {
    network.intercept(claiming(250_001))
    await fleet.load()
    expect(fleetState(session).get()).toMatchObject({ phase: 'declined', total: 250_001, held: 0 })
    const { title, nextStep } = explainError(await search('').catch((error: unknown) => error))
    expect(title).toBe('Too many devices to search')
    expect(nextStep).toMatch(/^This network has 250,001 devices/)
  })
})

describe('devices read long ago', () => {
  const stale = (count: number) =>
    everyDevice()
      .slice(0, count)
      .map((device) => ({ ...device, status: 'As it was', readAt: steadyNow() - 61_000 }))
  const requestsFor = async (devices: readonly Device[]) => {
    const before = network.reads()
    const fresh = await readFresh(session, devices)
    return { ...fresh, requests: network.reads() - before }
  }
  const agedSnapshot = () =>
    fleetState(session).set({ ...fleetState(session).get(), asOf: steadyNow() - 61_000 })

  test('are read again with all devices when they are many, and one by one where those lack them', async () => {
    await readAll()
    agedSnapshot()
    const devices = stale(200)
    const [removed] = devices
    network.backend.remove(removed?.id ?? '')
    const { requests, gone, devices: fresh } = await requestsFor(devices)
    // A pass of 15 requests, twice when the list moved, and the device that is gone.
    expect(requests).toBeLessThanOrEqual(31)
    expect(gone).toEqual(new Set([removed?.id]))
    expect(fresh.map(({ id }) => id)).toEqual(devices.slice(1).map(({ id }) => id))
    expect(new Set(fresh.map(({ status }) => status))).not.toContain('As it was')
  })

  test('need no request when all devices were just read', async () => {
    await readAll()
    const { requests, devices } = await requestsFor(stale(200))
    expect(requests).toBe(0)
    expect(new Set(devices.map(({ status }) => status))).not.toContain('As it was')
  })

  test('are read one by one when they are few, or without a snapshot', async () => {
    expect((await requestsFor(stale(40))).requests).toBe(40)
    await readAll()
    agedSnapshot()
    expect((await requestsFor(stale(10))).requests).toBe(10)
  })

  test('are read one by one when the list cannot be read', async () => {
    await readAll()
    agedSnapshot()
    const devices = stale(30)
    const list = vi.spyOn(fleet, 'ensureFresh').mockRejectedValue(new Error('no'))
    expect((await requestsFor(devices)).requests).toBe(30)
    expect(list).toHaveBeenCalledOnce()
  })
})

test('a posture of the largest depth goes to the worker and back', async () => {
  await readAll()
  const [first] = (await search('')).devices
  const posture = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown
  const device = parseDevice({ ...first, name: 'deep', posture }, steadyNow())
  if (!device) throw new Error('The fleet has devices')
  fleet.changed(device)
  const { devices } = await search('deep')
  expect(devices).toEqual([device])
})

test('ending the session ends the snapshot and rejects open questions and later ones', async () => {
  await readAll()
  const waiting = expect(search('')).rejects.toMatchObject({ name: 'AbortError' })
  session.end()
  await waiting
  await expect(search('')).rejects.toMatchObject({ name: 'AbortError' })
})

test('a question that cannot be sent is refused, and the worker is not waited for', async () => {
  takeClock()
  await readAll()
  const unsendable = (() => undefined) as unknown as string
  await expect(fleet.ask('byId', [[unsendable]])).rejects.toMatchObject({ name: 'DataCloneError' })
  await pass(40_000)
  expect(phase()).toBe('complete')
})

test('an aborted search is not answered', async () => {
  await readAll()
  const signal = AbortSignal.abort()
  const givenUp = fleet.ask('query', [{ q: 'x' }], signal)
  await expect(givenUp).rejects.toMatchObject({ name: 'AbortError' })
})

test('an export is written in the worker and holds everything but the key', async () => {
  await readAll()
  const { file } = await fleet.exportFile({
    scope: 'all',
    format: 'json',
    fields: [],
    description: '',
  })
  const text = await file.text()
  expect(text).not.toContain(key)
  const parsed = JSON.parse(text) as { count: number; devices: { id: string }[] }
  expect(parsed).toMatchObject({ count: 1_248, complete: true, missing: 0 })
  expect(parsed.devices.toSorted(byId)).toEqual(everyDevice().toSorted(byId))
})

function withoutAge({ readAt: _readAt, ...device }: Device): Omit<Device, 'readAt'> {
  return device
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}
