import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { configureApi } from '../../src/api/client.ts'
import { parseDevice, type Device } from '../../src/api/device.ts'
import { fleetState } from '../../src/fleet/fleet-state.ts'
import {
  devicesById,
  exportDevices,
  fleetChanged,
  fleetRemoved,
  matchingDevices,
  needFleet,
  refreshFleet,
  searchFleet,
  setFleetPaused,
  wipeFleet,
} from '../../src/fleet/fleet.ts'
import { parseQuery } from '../../src/fleet/query.ts'
import { createMockNetwork, type MockNetwork } from '../../src/mock/network.ts'
import { session } from '../../src/session/session.ts'

// The copy of the fleet in its real worker, read over the wire from an honest API.

const key = 'CANARY-fleet'
let network: MockNetwork

beforeEach(() => {
  const baseUrl = `${location.origin}/fleet-api`
  network = createMockNetwork({
    baseUrl,
    fleetSize: 1_248,
    keys: { keys: [key], readOnlyKeys: [] },
  })
  network.start()
  configureApi({
    baseUrl,
    sortFormat: 'prefix',
    authorise: (headers) => headers.set('apikey', key),
    onUnauthorized: () => session.set({ open: false, because: 'refused' }),
  })
  session.set({ open: true })
})

afterEach(() => {
  wipeFleet()
  setFleetPaused(false)
  network.stop()
  session.set({ open: false, because: 'signed-out' })
})

const phase = () => fleetState.get().phase
const ended = () => vi.waitFor(() => expect(phase()).not.toBe('reading'), { timeout: 15_000 })

async function readAll(): Promise<void> {
  await refreshFleet()
  expect(fleetState.get()).toMatchObject({
    phase: 'complete',
    total: 1_248,
    held: 1_248,
    missing: 0,
  })
}

const search = (text: string, limit = 25) =>
  searchFleet({ ...parseQuery(text), sort: [], offset: 0, limit })

function everyDevice(): Device[] {
  const pages = Array.from({ length: 13 }, (_, page) => network.backend.list([], 100, page * 100))
  return pages.flatMap(({ data }) => data).flatMap((row) => parseDevice(row) ?? [])
}

test('the first need reads the whole fleet once, however many ask', async () => {
  expect(phase()).toBe('empty')
  const first = search('')
  needFleet()
  needFleet()
  await first
  await ended()
  expect(fleetState.get()).toMatchObject({ phase: 'complete', held: 1_248 })
  expect(network.reads()).toBe(14)
  expect((await matchingDevices([])).toSorted(byId)).toEqual(everyDevice().toSorted(byId))
})

test('searches and devices by id come back from the worker', async () => {
  await readAll()
  const { total, devices, facets } = await search('status:online', 10)
  expect(devices).toHaveLength(10)
  expect(total).toBe(everyDevice().filter(({ status }) => status === 'Online').length)
  expect(facets.status.find(({ id }) => id === 'Online')?.count).toBe(total)
  const ids = devices.map(({ id }) => id).toReversed()
  expect((await devicesById([...ids, 'gone'])).map(({ id }) => id)).toEqual(ids)
})

describe('what this console did', () => {
  test('shows at once, and no later answer undoes it', async () => {
    await readAll()
    const [first, second] = (await search('')).devices
    if (!first || !second) throw new Error('The fleet has devices')
    fleetRemoved(first.id)
    fleetChanged({ ...second, status: 'Deactivated', active: false })
    expect(await devicesById([first.id, second.id])).toMatchObject([{ status: 'Deactivated' }])
    await vi.waitFor(() => expect(fleetState.get()).toMatchObject({ held: 1_247, total: 1_247 }))
    // The API still lists it: a late answer.
    await refreshFleet()
    expect(await devicesById([first.id])).toEqual([])
  })

  test('elsewhere shows after reading again', async () => {
    await readAll()
    const { id } = (await search('status:offline')).devices[0] ?? { id: '' }
    network.backend.remove(id)
    const { revision } = fleetState.get()
    await refreshFleet()
    expect(fleetState.get()).toMatchObject({ phase: 'complete', held: 1_247 })
    expect(fleetState.get().revision).toBeGreaterThan(revision)
    expect(await devicesById([id])).toEqual([])
  })
})

describe('the reading', () => {
  test('waits while a run acts', async () => {
    network.settings.set({ ...network.settings.get(), latencyMs: 20 })
    setFleetPaused(true)
    needFleet()
    await search('')
    expect(network.reads()).toBe(0)
    expect(fleetState.get()).toMatchObject({ phase: 'reading', paused: true })
    setFleetPaused(false)
    await ended()
    expect(phase()).toBe('complete')
  })

  test('that fails says so, keeps what it has, and can be done again', async () => {
    await readAll()
    network.settings.set({ ...network.settings.get(), fault: 'forbidden' })
    await refreshFleet()
    expect(fleetState.get()).toMatchObject({ phase: 'failed', held: 1_248 })
    expect(fleetState.get().error).toMatchObject({ kind: 'forbidden' })
    expect((await search('')).total).toBe(1_248)
    network.settings.set({ ...network.settings.get(), fault: undefined })
    await readAll()
  })

  test('of a fleet that is too large is declined', async () => {
    network.settings.set({ ...network.settings.get(), fleetSize: 250_001 })
    await refreshFleet()
    expect(fleetState.get()).toMatchObject({ phase: 'declined', total: 250_001, held: 0 })
    await expect(search('')).rejects.toThrow('too large')
  })
})

test('a posture as deep as the wire lets it be goes to the worker and back', async () => {
  await readAll()
  const [first] = (await search('')).devices
  const posture = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown
  const device = parseDevice({ ...first, name: 'deep', posture })
  if (!device) throw new Error('The fleet has devices')
  fleetChanged(device)
  const { devices } = await search('deep')
  expect(devices).toEqual([device])
})

test('closing the session wipes it all, and what waits for an answer is told', async () => {
  await readAll()
  const waiting = expect(search('')).rejects.toMatchObject({ name: 'AbortError' })
  session.set({ open: false, because: 'idle' })
  await waiting
  expect(fleetState.get()).toMatchObject({ phase: 'empty', held: 0, total: undefined })
})

test('a search that was given up is not answered', async () => {
  await readAll()
  const signal = AbortSignal.abort()
  const givenUp = searchFleet({ ...parseQuery('x'), sort: [], offset: 0, limit: 1, signal })
  await expect(givenUp).rejects.toMatchObject({ name: 'AbortError' })
})

test('an export is made in the worker, with everything in it but the key', async () => {
  await readAll()
  const { file } = await exportDevices({
    scope: 'all',
    format: 'json',
    columns: [],
    description: '',
    complete: true,
  })
  const text = await file.text()
  expect(text).not.toContain(key)
  const parsed = JSON.parse(text) as { count: number; devices: Device[] }
  expect(parsed).toMatchObject({ count: 1_248, complete: true, missing: 0 })
  expect(parsed.devices.toSorted(byId)).toEqual(everyDevice().toSorted(byId))
})

function byId(a: Device, b: Device): number {
  return a.id < b.id ? -1 : 1
}
