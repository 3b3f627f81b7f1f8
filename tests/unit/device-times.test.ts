import { expect, test } from 'vitest'
import { parseDevice, type Device } from '../../src/api/device.ts'
import { isPlainlyUnsorted } from './device-list.ts'
import { findStale } from '../../src/clean-up/stale-devices.ts'
import { isInUse } from '../../src/device/in-use.ts'
import { makeExport } from '../../src/fleet/files/export.ts'
import { createJob } from '../../src/fleet/worker/job.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { csvCell } from '../../src/lib/csv.ts'
import { fleetOver, searchAt } from './fleet-over.ts'

// What a server sends for the last connection of a device, and what every part of the console makes of it.

const hour = 3_600_000
const now = Date.UTC(2026, 10, 29, 4)

searchAt(now)
const anHourAgo = '2026-11-29T03:00:00.000Z'

const seenAnHourAgo = [
  now - hour,
  (now - hour) / 1_000,
  '2026-11-29T03:00:00',
  '2026-11-29 03:00:00.000',
  '2026-11-29T03:00:00Z',
  '2026-11-29T04:00:00+0100',
  '2026-11-28T18:00:00.000000000-09:00',
]
const neverSeen = [
  null,
  '',
  0,
  -62_135_596_800,
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00.000Z',
  '1601-01-01',
  ' ',
  '0000-00-00 00:00:00',
  '1970-01-01T09:00:00',
]
const notTimes = [
  '0',
  '1',
  '2026-02-30T00:00:00Z',
  'yesterday',
  '01/02/2026',
  '1764385200',
  133_700_000_000_000_000,
  true,
]

function devices(values: readonly unknown[], fields: object = {}): Device[] {
  return values.flatMap(
    (lastConnection, row) =>
      parseDevice(
        { status: 'Offline', user: { id: 'u-ana' }, ...fields, id: `d${row}`, lastConnection },
        0,
      ) ?? [],
  )
}

function indexOf(rows: readonly Device[]) {
  const index = createFleetIndex()
  index.add(rows, { pass: 1, place: 0 })
  return index
}

function countOf(rows: readonly Device[], search: string): number {
  return indexOf(rows).count([search])[0] ?? 0
}

async function csvOf(rows: readonly Device[]): Promise<string[]> {
  const { file } = await makeExport(
    { scope: 'all', format: 'csv', fields: ['lastConnection'], description: '' },
    { now, readAt: now, missing: 0, host: 'api.example.com' },
    indexOf(rows),
    createJob(),
  )
  return (await file.text()).split('\r\n').slice(1, -1)
}

async function staleCount(rows: readonly Device[]): Promise<number> {
  const params = { days: 90, countsNever: true, action: 'deactivate' } as const
  return (await findStale(fleetOver(indexOf(rows)), params, new AbortController().signal)).total
}

function personOf(rows: readonly Device[], q = '') {
  return indexOf(rows).people({ q, limit: 9, deviceLimit: 99 }).people[0]
}

test.each(seenAnHourAgo)('a device with %j was seen an hour ago', async (value) => {
  const rows = devices([value])
  expect(countOf(rows, 'seen:<24h seen:>=1h -seen:never')).toBe(1)
  expect(rows.every((device) => isInUse(device, now))).toBe(true)
  expect(await csvOf(rows)).toEqual([anHourAgo])
  expect(personOf(rows)).toMatchObject({ lastConnection: anHourAgo, neverConnected: 0 })
})

test.each(neverSeen)('a device with %j was never seen', async (value) => {
  const rows = devices([value])
  expect(countOf(rows, 'seen:never')).toBe(1)
  expect(countOf(rows, 'seen:>1d')).toBe(0)
  expect(rows.some((device) => isInUse(device, now))).toBe(false)
  expect(await csvOf(rows)).toEqual([''])
  expect(personOf(rows)).toMatchObject({ lastConnection: undefined, neverConnected: 1 })
})

test('a new device with a zero time is not stale, and an old one was never seen', async () => {
  const registered = (createdAt: string) => devices(neverSeen, { createdAt })
  expect(await staleCount(registered('2026-11-28T22:00:00Z'))).toBe(0)
  expect(await staleCount(registered('2025-11-28T22:00:00Z'))).toBe(neverSeen.length)
})

test.each(notTimes)(
  'a device with %j was seen neither never nor at any time, and the value stays',
  async (value) => {
    const rows = devices([value], { createdAt: '2020-01-01T00:00:00Z' })
    for (const search of ['seen:never', 'seen:<1d', 'seen:>1d', 'seen:>=0h', 'seen:<=99y']) {
      expect(countOf(rows, search)).toBe(0)
    }
    expect(rows.some((device) => isInUse(device, now))).toBe(false)
    expect(await staleCount(rows)).toBe(0)
    expect(await csvOf(rows)).toEqual([csvCell(String(value))])
    expect(personOf(rows)).toMatchObject({ lastConnection: String(value), neverConnected: 0 })
    expect(personOf(rows, 'is:never')).toBeUndefined()
    expect(personOf(rows, 'is:stale')).toBeUndefined()
  },
)

test('values that are not times come last in both directions, and say nothing of an order', () => {
  const rows = devices(['yesterday', '2026-01-03', '0', '2026-01-02T00:00:00', null, '2026-01-01'])
  for (const descending of [false, true]) {
    const sort = [{ field: 'lastConnection', descending }] as const
    const query = { q: '', sort, limit: 9 }
    const ids = indexOf(rows)
      .query(query)
      .devices.map(({ id }) => id)
    expect(ids.slice(0, 3)).toEqual(descending ? ['d1', 'd3', 'd5'] : ['d5', 'd3', 'd1'])
    expect(isPlainlyUnsorted(rows, sort)).toBe(!descending)
  }
})

test('people are sorted by the times that can be read', () => {
  const values = ['yesterday', '2026-01-01', 'today', '2026-01-02', null]
  const rows = devices(values).map((device, row) => ({ ...device, owner: { id: `p${row}` } }))
  const query = { q: '', limit: 9, deviceLimit: 99 }
  for (const descending of [false, true]) {
    const sort = [{ field: 'lastConnection', descending }] as const
    const ids = indexOf(rows)
      .people({ ...query, sort })
      .people.map(({ id }) => id)
    expect(ids).toEqual([...(descending ? ['p3', 'p1'] : ['p1', 'p3']), 'p0', 'p2', 'p4'])
  }
})
