import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import type { SettledAction } from '../../src/actions/outcome.ts'
import { applySettled } from '../../src/devices/apply-settled.ts'
import { deviceList, type PageOfDevices } from '../../src/devices/device-list.ts'
import { deviceQueries } from '../../src/devices/queries.ts'
import { resetSessionStores } from '../../src/lib/session-store.ts'
import { deviceOf } from '../device.ts'
import { connection } from './wire.ts'

afterEach(resetSessionStores)

/** A client that holds the lists of these addresses, each with ten devices in all and these on its page. */
function holding(lists: Record<string, string[]>): QueryClient {
  const client = new QueryClient()
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
  return client
}

const listKey = (search: string) =>
  deviceQueries.page(connection, deviceList.parse(search)).queryKey
const settledAs = (action: SettledAction['action'], ids: string[]): SettledAction[] =>
  ids.map((id) => ({ action, id, outcome: { kind: 'done' } }))
const shown = (client: QueryClient, search: string) => {
  const page = client.getQueryData<PageOfDevices>(listKey(search))
  return { ids: page?.rows.map(({ id }) => id), total: page?.total }
}

test('a removed device is gone from every list, and every list of the whole fleet is one shorter', async () => {
  const client = holding({ '': ['a', 'b'], '?page=2': ['c'], '?sort=name': ['b', 'c'] })
  await applySettled(client, { connection, settled: settledAs('remove', ['b']), isLast: false })
  expect(shown(client, '')).toEqual({ ids: ['a'], total: 9 })
  expect(shown(client, '?page=2')).toEqual({ ids: ['c'], total: 9 })
  expect(shown(client, '?sort=name')).toEqual({ ids: ['c'], total: 9 })
})

test('a search is shorter by what it showed: whether it found the others is not known here', async () => {
  const client = holding({ '?q=status:offline': ['a', 'b'] })
  await applySettled(client, {
    connection,
    settled: settledAs('remove', ['b', 'x', 'y']),
    isLast: false,
  })
  expect(shown(client, '?q=status:offline')).toEqual({ ids: ['a'], total: 9 })
})

test('a deactivated device stays where it is, with its new status', async () => {
  const client = holding({ '': ['a', 'b'] })
  await applySettled(client, { connection, settled: settledAs('deactivate', ['b']), isLast: false })
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
  await applySettled(client, {
    connection,
    settled: [
      { action: 'remove', id: 'a', outcome: { kind: 'failed' } },
      { action: 'remove', id: 'b', outcome: { kind: 'not-sent', because: 'stopped' } },
    ],
    isLast: false,
  })
  expect(shown(client, '')).toEqual(before)
})
