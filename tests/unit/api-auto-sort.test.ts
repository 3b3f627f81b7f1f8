import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { DevicePage } from '../../src/device/device-source.ts'
import { devicesPath } from '../../src/api/device-calls.ts'
import type { SortFormat } from '../../src/api/sort.ts'
import type { ServerSortEntry } from '../../src/device/fields.ts'
import { listFacts } from '../../src/list/source/list-facts.ts'
import { listDevices, parseServerSort, type DeviceRequest } from './device-list.ts'
import {
  connectionTo,
  failed,
  inFakeTime,
  json,
  restoreWire,
  session,
  sessionOf,
  stubWire,
  type Sent,
} from './wire.ts'

// Loaded on demand, which takes real time that a fake clock doesn't wait for.
beforeAll(() => import('../../src/list/source/settle-request.ts'))
afterEach(restoreWire)

const fleet = ['b', 'c', 'a'].map((name) => ({ id: `device-${name}`, name }))

interface Server {
  format?: SortFormat
  /** Answer to a sort in another format; by default it is ignored. */
  otherwise?: () => Response
}

/** A server that sorts by the name in one format alone. */
function serve({ format, otherwise }: Server): Sent[] {
  return stubKnown(
    ({ path }) => {
      const spelled = new URLSearchParams(path.split('?')[1]).get('sort')
      const entry = spelled !== null && format ? parseServerSort(spelled, format) : undefined
      if (spelled !== null && !entry && otherwise) return otherwise()
      const sorted = fleet.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const down = entry?.descending ? sorted.toReversed() : sorted
      return json({ data: entry ? down : fleet, total: fleet.length })
    },
    { sortFormat: 'auto' },
  )
}

/** A wire whose server takes the limit, so that a refusal is the sort's. */
function stubKnown(...asked: Parameters<typeof stubWire>): Sent[] {
  const sent = stubWire(...asked)
  listFacts(session, devicesPath).limits.accepted = 25
  return sent
}

const request = (descending: boolean): DeviceRequest => {
  const sort: ServerSortEntry[] = [{ field: 'name', descending }]
  return { sort, limit: 25, offset: 0 }
}

async function names(asked: DeviceRequest, by = session): Promise<string> {
  const end = await inFakeTime<DevicePage>(listDevices(by, asked))
  if ('error' in end) throw end.error
  return end.value.rows.map(({ name }) => name).join('')
}

const sorts = (sent: Sent[]) =>
  sent.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('sort'))

const refused = failed(400)

test.each([
  ['colon alone, refusing others', { format: 'colon', otherwise: refused }, ['name:desc']],
  ['colon alone, ignoring others', { format: 'colon' }, ['name:desc']],
  [
    'comma alone, refusing others',
    { format: 'comma', otherwise: refused },
    ['name:desc', 'name,DESC'],
  ],
  ['comma alone, ignoring others', { format: 'comma' }, ['name:desc', 'name,DESC']],
] satisfies [string, Server, string[]][])(
  'an API that takes %s is asked in its spelling from then on',
  async (_, server, tried) => {
    const sent = serve(server)
    expect(await names(request(true))).toBe('cba')
    expect(sorts(sent)).toEqual(['-name', ...tried])
    expect(await names(request(false))).toBe('abc')
    expect(sorts(sent)).toHaveLength(tried.length + 2)
  },
)

test('an API that takes the first spelling is never asked in another', async () => {
  const sent = serve({ format: 'prefix', otherwise: refused })
  expect(await names(request(true))).toBe('cba')
  // One more request shows that the rows weren't in order by chance.
  expect(sorts(sent)).toEqual(['-name', 'name'])
  expect(await names(request(false))).toBe('abc')
  expect(sorts(sent).slice(2)).toEqual(['name'])
})

test('an API that ignores every spelling is asked in the others once', async () => {
  const sent = serve({})
  expect(await names(request(true))).toBe('bca')
  expect(sorts(sent)).toEqual(['-name', 'name:desc', 'name,DESC'])
  expect(await names(request(false))).toBe('bca')
  expect(sorts(sent).slice(3)).toEqual(['name'])
})

test.each([400, 422])(
  'an API that refuses every spelling with %i is asked in the others once, then without a sort',
  async (status) => {
    const sent = serve({ otherwise: failed(status) })
    expect(await names(request(true))).toBe('bca')
    expect(sorts(sent)).toEqual(['-name', 'name:desc', 'name,DESC', null])
    expect(await names(request(true))).toBe('bca')
    expect(sorts(sent).slice(4)).toEqual(['-name', null])
  },
)

test('sorts at the same time share one search', async () => {
  const sent = serve({ format: 'comma' })
  const both = Promise.all([
    listDevices(session, request(true)),
    listDevices(session, request(false)),
  ])
  const end = await inFakeTime(both)
  if ('error' in end) throw end.error
  expect(end.value.map(({ rows }) => rows[0]?.name)).toEqual(['c', 'a'])
  expect(sorts(sent)).toEqual(['-name', 'name', 'name:desc', 'name,DESC', 'name,ASC'])
})

test('a search outlives the request that began it', async () => {
  const left = new AbortController()
  const sent = stubKnown(
    ({ path, init }) => {
      const spelled = new URLSearchParams(path.split('?')[1]).get('sort') ?? ''
      if (spelled === 'name:asc') left.abort()
      if (init.signal?.aborted) return 'silence'
      const entry = parseServerSort(spelled, 'comma')
      return json({ data: entry ? fleet.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : fleet })
    },
    { sortFormat: 'auto' },
  )
  const given = inFakeTime(listDevices(session, request(false), left.signal))
  expect(await names(request(false))).toBe('abc')
  await given
  expect(left.signal.aborted).toBe(true)
  expect(sorts(sent)).toContain('name,ASC')
  expect(listFacts(session, devicesPath).spelling).toMatchObject({
    format: 'comma',
    isGuess: false,
  })
})

test('a network that fails during the search decides nothing', async () => {
  let isUp = false
  const sent = stubKnown(
    ({ path }) => {
      const spelled = new URLSearchParams(path.split('?')[1]).get('sort') ?? ''
      if (parseServerSort(spelled, 'prefix')) return refused()
      return isUp ? json({ data: fleet.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }) : 'lost'
    },
    { sortFormat: 'auto' },
  )
  await expect(names(request(false))).rejects.toMatchObject({ kind: 'unreachable' })
  isUp = true
  expect(await names(request(false))).toBe('abc')
  expect(sorts(sent).at(-1)).toBe('name:asc')
})

test('no search happens without a sort, or with a format from the configuration', async () => {
  const sent = serve({ format: 'colon' })
  expect(await names({ sort: [], limit: 25, offset: 0 })).toBe('bca')
  expect(await names(request(true), sessionOf(connectionTo(), { sortFormat: 'prefix' }))).toBe(
    'bca',
  )
  expect(sorts(sent)).toEqual([null, '-name'])
})

/** A storage of the tab, as what it holds. */
function stubStorage(): Map<string, string> {
  const items = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => items.set(name, value),
  })
  return items
}

test('a tab remembers the spelling for the next session with the same host', async () => {
  const items = stubStorage()
  const sent = serve({ format: 'colon' })
  await names(request(true))
  expect([...items]).toEqual([['device-console.sort-format.api.test/tenants/devices', 'colon']])
  expect(await names(request(true), sessionOf(connectionTo(), { sortFormat: 'auto' }))).toBe('cba')
  expect(sorts(sent).at(-1)).toBe('name:desc')
  const other = connectionTo({ baseUrl: 'https://other.test/qa' })
  expect(listFacts(sessionOf(other, { sortFormat: 'auto' }), devicesPath).spelling).toEqual({
    format: 'prefix',
    isGuess: true,
  })
})

test('a remembered spelling that the API refuses is looked for again', async () => {
  const items = stubStorage()
  items.set('device-console.sort-format.api.test/tenants/devices', 'colon')
  const sent = serve({ format: 'prefix', otherwise: refused })
  expect(await names(request(true))).toBe('cba')
  expect(sorts(sent)).toEqual(['name:desc', '-name'])
  expect(await names(request(false))).toBe('abc')
  expect(sorts(sent).slice(2)).toEqual(['name'])
})

test('the spelling that one list takes says nothing of another', async () => {
  const items = stubStorage()
  serve({ format: 'colon' })
  await names(request(true))
  expect(items.size).toBe(1)
  const next = sessionOf(connectionTo(), { sortFormat: 'auto' })
  expect(listFacts(next, devicesPath).spelling).toEqual({ format: 'colon', isGuess: false })
  for (const of of [session, next]) {
    expect(listFacts(of, '/tenants/gateways').spelling).toEqual({ format: 'prefix', isGuess: true })
  }
})
