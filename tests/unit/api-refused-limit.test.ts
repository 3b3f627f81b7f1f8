import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { devicesPath } from '../../src/api/device-calls.ts'
import type { SortFormat } from '../../src/api/sort.ts'
import { listDevices, parseServerSort, readDevicePage, type DeviceRequest } from './device-list.ts'
import { listFacts } from '../../src/list/source/list-facts.ts'
import {
  failed,
  inFakeTime,
  json,
  loadListParts,
  restoreWire,
  session,
  stubWire,
  type Sent,
} from './wire.ts'
import { startSweep } from './sweep.ts'

beforeAll(loadListParts)
afterEach(restoreWire)

const fleet = Array.from({ length: 130 }, (_, row) => ({
  id: `device-${row}`,
  name: `laptop-${String((row * 37) % 130).padStart(3, '0')}`,
  createdAt: '2026-01-01T00:00:00Z',
}))

interface Server {
  max: number
  refusal?: (asked: number) => Response
  sortFormat?: SortFormat | undefined
}

const nest = (message: unknown) => () =>
  json({ statusCode: 400, message, error: 'Bad Request' }, 400)

/** A server that refuses a limit above its maximum. */
function serve({ max, refusal = nest('Bad Request'), sortFormat = 'prefix' }: Server): Sent[] {
  return stubWire(
    ({ path }) => {
      const query = new URLSearchParams(path.split('?')[1])
      const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))]
      const spelled = query.get('sort')
      const sort = spelled === null ? undefined : parseServerSort(spelled, sortFormat)
      if (spelled !== null && !sort) return nest('sort')()
      if (limit > max) return refusal(limit)
      const sorted = sort ? fleet.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : fleet
      const data = (sort?.descending ? sorted.toReversed() : sorted).slice(offset, offset + limit)
      return json({ data, total: fleet.length, limit })
    },
    { sortFormat: 'auto' },
  )
}

const limits = (sent: Sent[]) =>
  sent.map(({ path }) => Number(new URLSearchParams(path.split('?')[1]).get('limit')))

async function list(request: Partial<DeviceRequest> = {}) {
  const end = await inFakeTime(
    listDevices(session, { sort: [], limit: 100, offset: 0, ...request }),
  )
  if ('error' in end) throw end.error
  return end.value
}

const byName = { sort: [{ field: 'name', descending: false }] } as const

describe('a limit that is refused', () => {
  test.each<[string, (asked: number) => Response, number[]]>([
    ['its maximum', nest(['limit must not be greater than 50']), [100, 50]],
    ['what was asked for, too', (n) => nest(`limit ${n} exceeds 50`)(), [100, 50]],
    ['a range', nest('limit: expected a number between 1 and 50'), [100, 50]],
    ['the sizes on offer', nest(['limit must be one of 10, 20, 50']), [100, 50]],
    ['no number', nest('Bad Request'), [100, 50]],
    ['nothing', () => json({}, 400), [100, 50]],
    ['a number of something else', nest('error 60: too many rows'), [100, 60, 30]],
    ['the version of the API', nest('v2: limit is too high (E42)'), [100, 50]],
    ['the size of the answer', nest('Response of 6.5 MB is over 6 MB'), [100, 50]],
    ['a number of many digits', nest('Response is over 1,048,576 bytes'), [100, 50]],
    ['a limit that is too high itself', nest('limit must be less than 51'), [100, 50]],
    ['a sign', nest('limit < 51'), [100, 50]],
    ['the first limit that is too high', nest('limit must be below 51'), [100, 50]],
    ['a range of dots', nest('limit out of range 1..50'), [100, 50]],
    ['status 422', () => json({ message: 'at most 50' }, 422), [100, 50]],
    ['status 413', () => json({ message: 'Response too large' }, 413), [100, 50]],
    [
      'its maximum by field',
      () => json({ title: 'Invalid', errors: { Limit: ['Must be between 1 and 50.'] } }, 400),
      [100, 50],
    ],
  ])(
    'is asked for smaller, by an answer that gives %s, and remembered',
    async (_, refusal, asked) => {
      const sent = serve({ max: 50, refusal })
      const page = await list()
      expect(limits(sent)).toEqual(asked)
      expect(page.received).toBe(asked.at(-1))
      await list({ offset: 50 })
      await list({ limit: 25 })
      expect(limits(sent).slice(asked.length)).toEqual([asked.at(-1), 25])
    },
  )

  test('is found by halves where nothing is said', async () => {
    const sent = serve({ max: 7 })
    expect((await list()).received).toBe(6)
    expect(limits(sent)).toEqual([100, 50, 25, 12, 6])
  })

  test('costs neither the order nor its spelling', async () => {
    for (const sortFormat of ['prefix', 'colon'] as const) {
      serve({ max: 20, sortFormat })
      // oxlint-disable-next-line no-await-in-loop -- one server after another
      const page = await list({ ...byName, limit: 25 })
      expect(page.rows.slice(0, 3).map(({ name }) => name)).toEqual([
        'laptop-000',
        'laptop-001',
        'laptop-002',
      ])
      expect(page.received).toBe(12)
      expect(listFacts(session, devicesPath).spelling).toMatchObject({ format: sortFormat })
    }
  })

  test('is not blamed for a 400 to a size that was taken before', async () => {
    let isBroken = false
    const sent = stubWire(() => (isBroken ? failed(400)() : json({ data: fleet.slice(0, 25) })))
    await list({ limit: 25 })
    isBroken = true
    await expect(list({ limit: 25 })).rejects.toMatchObject({ status: 400 })
    expect(sent).toHaveLength(2)
  })

  test('is not blamed where no size helps, and the first refusal is told', async () => {
    let count = 0
    const sent = stubWire(() => json({ message: `Refusal ${(count += 1) + 900}` }, 400))
    await expect(list({ limit: 25 })).rejects.toMatchObject({ serverMessages: ['Refusal 901'] })
    expect(limits(sent)).toEqual([25, 12, 6, 3, 1])
  })

  test('is not blamed for a sort that is refused, at the price of one request', async () => {
    const sent = serve({ max: 100, sortFormat: 'comma' })
    await list(byName)
    expect(sent.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('sort'))).toEqual([
      'name',
      null,
      'name:asc',
      'name,ASC',
    ])
    expect(limits(sent)).toEqual([100, 100, 100, 100])
  })

  test('is not asked for smaller after another failure', async () => {
    const sent = stubWire(failed(403))
    await expect(list()).rejects.toMatchObject({ kind: 'forbidden' })
    expect(sent).toHaveLength(1)
  })
})

describe('a server with the largest page of 20', () => {
  test.each([25, 50, 100] as const)(
    'is walked to its end in pages asked for as %i',
    async (size) => {
      serve({ max: 20, refusal: nest(['limit must not be greater than 20']) })
      const shown: string[] = []
      for (let number = 1; number <= 7; number += 1) {
        // oxlint-disable-next-line no-await-in-loop -- as a person walks
        const end = await inFakeTime(readDevicePage(session, { sort: [], page: number, size }))
        if ('error' in end) throw end.error
        shown.push(...end.value.rows.map(({ id }) => id))
        expect(end.value).toMatchObject({ limit: 20, hasNext: number < 7 })
      }
      expect(shown).toEqual(fleet.map(({ id }) => id))
    },
  )

  test('gives the page that a link asks for', async () => {
    serve({ max: 20 })
    const linked = readDevicePage(session, { ...byName, page: 3, size: 50 })
    expect(await inFakeTime(linked)).toMatchObject({
      value: { limit: 12, offset: 24, rows: { 0: { name: 'laptop-024' } } },
    })
  })

  test('is read whole', async () => {
    const sent = serve({ max: 20 })
    const found = new Set<string>()
    const { result } = startSweep({
      listPage: (request, signal) => listDevices(session, request, signal),
      onPage: ({ rows }) => rows.forEach(({ id }) => found.add(id)),
    })
    expect(await inFakeTime(result)).toMatchObject({ value: { kind: 'complete', loaded: 130 } })
    expect(found.size).toBe(130)
    expect(limits(sent).filter((limit) => limit > 20)).toEqual([100, 50, 25])
  })
})
