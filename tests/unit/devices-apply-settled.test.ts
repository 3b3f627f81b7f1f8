import type { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SettledAction } from '../../src/actions/run/outcome.ts'
import { applySettled } from '../../src/devices/apply-settled.ts'
import { deviceList, type PageOfDevices } from '../../src/devices/device-list.ts'
import { deviceSelection, renewSelected } from '../../src/devices/device-selection.ts'
import { deviceQueries } from '../../src/devices/queries.ts'
import { deviceOf } from '../device.ts'
import { json, restoreWire, session, silence, stubWire } from './wire.ts'

beforeEach(() => {
  stubWire(silence)
})
afterEach(restoreWire)

/** A client that holds the lists of these addresses, each with ten devices in all and these on its page. */
function holding(lists: Record<string, string[]>): QueryClient {
  const client = session.queryClient
  for (const [search, ids] of Object.entries(lists)) {
    client.setQueryData<PageOfDevices>(listKey(search), {
      rows: ids.map((id) => deviceOf({ id })),
      total: 10,
      offset: 0,
      limit: 25,
      hasNext: false,
      unreadable: 0,
    })
  }
  // Whatever is done to them is done later.
  vi.advanceTimersByTime(1)
  return client
}

const listKey = (search: string) => deviceQueries.page(session, deviceList.parse(search)).queryKey
const settledAs = (action: SettledAction['action'], ids: string[]): SettledAction[] =>
  ids.map((id) => ({ action, id, outcome: { kind: 'done' } }))
const shown = (client: QueryClient, search: string) => {
  const page = client.getQueryData<PageOfDevices>(listKey(search))
  return { ids: page?.rows.map(({ id }) => id), total: page?.total }
}

test('a removed device is gone from every list, and each that showed it is one shorter', async () => {
  const client = holding({ '': ['a', 'b'], '?page=2': ['c'], '?sort=name': ['b', 'c'] })
  await applySettled(session, { settled: settledAs('remove', ['b']), isLast: false })
  expect(shown(client, '')).toEqual({ ids: ['a'], total: 9 })
  expect(shown(client, '?page=2')).toEqual({ ids: ['c'], total: 10 })
  expect(shown(client, '?sort=name')).toEqual({ ids: ['c'], total: 9 })
})

test('a search is shorter by what it showed: whether it found the others is not known here', async () => {
  const client = holding({ '?q=status:offline': ['a', 'b'] })
  await applySettled(session, {
    settled: settledAs('remove', ['b', 'x', 'y']),
    isLast: false,
  })
  expect(shown(client, '?q=status:offline')).toEqual({ ids: ['a'], total: 9 })
})

test('a deactivated device stays where it is, with its new status', async () => {
  const client = holding({ '': ['a', 'b'] })
  await applySettled(session, { settled: settledAs('deactivate', ['b']), isLast: false })
  expect(client.getQueryData<PageOfDevices>(listKey(''))).toMatchObject({
    rows: [
      { id: 'a', status: 'Offline' },
      { id: 'b', status: 'Deactivated', active: false },
    ],
    total: 10,
  })
})

test('what failed or was not sent changes nothing', async () => {
  const client = holding({ '': ['a', 'b'] })
  const before = shown(client, '')
  await applySettled(session, {
    settled: [
      { action: 'remove', id: 'a', outcome: { kind: 'failed' } },
      { action: 'remove', id: 'b', outcome: { kind: 'not-sent', because: 'stopped' } },
    ],
    isLast: false,
  })
  expect(shown(client, '')).toEqual(before)
})

describe('an answer that was requested before the action and comes after it', () => {
  const [a, b] = ['a', 'b'].map((id) => ({ id, name: id, status: 'Online', active: true }))
  const answer = { data: [a, b], total: 2, page: 1, limit: 25, hasNext: false }
  const params = deviceList.parse('')

  /** Begins to read before the action, and ends once that has been applied. */
  async function readAcross<T>(
    action: SettledAction['action'],
    body: unknown,
    read: (client: QueryClient) => Promise<T>,
  ): Promise<T> {
    const arrival = Promise.withResolvers<Response>()
    stubWire(() => arrival.promise)
    const client = session.queryClient
    const reading = read(client)
    await vi.advanceTimersByTimeAsync(100)
    await applySettled(session, { settled: settledAs(action, ['b']), isLast: false })
    arrival.resolve(json(body))
    await vi.advanceTimersByTimeAsync(100)
    return reading
  }
  const readList = (client: QueryClient) => client.fetchQuery(deviceQueries.list(session, params))

  test('does not bring a deactivated device back to a list', async () => {
    const { rows } = await readAcross('deactivate', answer, readList)
    expect(rows).toMatchObject([
      { id: 'a', status: 'Online' },
      { id: 'b', status: 'Deactivated', active: false },
    ])
  })

  test('does not bring a deactivated device back to its page', async () => {
    const { device } = await readAcross('deactivate', b, (client) =>
      client.fetchQuery(deviceQueries.detail(session, 'b')),
    )
    expect(device).toMatchObject({ id: 'b', status: 'Deactivated', active: false })
  })

  test('does not bring a deactivated device back to the selection', async () => {
    const { rows } = await readAcross('deactivate', answer, (client) => {
      deviceSelection(session).select([deviceOf({ id: 'b', readAt: 0 })], true)
      return readList(client)
    })
    renewSelected(session, rows)
    expect(deviceSelection(session).get().get('b')).toMatchObject({ status: 'Deactivated' })
  })

  test('does not bring a removed device back to a list', async () => {
    expect(await readAcross('remove', answer, readList)).toMatchObject({
      rows: [{ id: 'a' }],
      total: 1,
    })
  })
})

test('an answer that was requested after the action is believed', async () => {
  stubWire(() => json({ id: 'b', name: 'b', status: 'Online', active: true }))
  const client = session.queryClient
  await applySettled(session, { settled: settledAs('deactivate', ['b']), isLast: true })
  await vi.advanceTimersByTimeAsync(1)
  const { device } = await client.fetchQuery(deviceQueries.detail(session, 'b'))
  expect(device).toMatchObject({ status: 'Online', active: true })
})

test('a page whose answer came without the removed device keeps the total of that answer', async () => {
  const client = holding({ '?page=2': ['c'] })
  await applySettled(session, { settled: settledAs('remove', ['b']), isLast: false })
  expect(shown(client, '?page=2')).toEqual({ ids: ['c'], total: 10 })
})
