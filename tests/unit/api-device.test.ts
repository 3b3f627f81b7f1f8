import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pageSizeOf } from '../../src/api/page-answer.ts'
import { isDeviceId, parseDevice } from '../../src/api/device.ts'
import { parseDevicePage } from './device-list.ts'

const id = '123e4567-e89b-12d3-a456-426614174000'
const asked = { offset: 0, limit: 25 }
const readAt = 1_000
const parse = (value: unknown) => parseDevice(value, readAt)
const parsePage = (value: unknown, request: typeof asked) => parseDevicePage(value, request, readAt)

const complete = {
  id,
  createdAt: '2023-01-01T00:00:00Z',
  updatedAt: '2023-01-02T00:00:00Z',
  name: 'lost-laptop-01',
  active: true,
  status: 'Online',
  hardwareId: 'MAC-001122334455',
  lastConnection: '2023-01-15T14:30:00Z',
  user: { id: 'u1', lastConnection: '2023-01-15T14:30:00Z', email: 'a@b.example' },
  posture: { compliant: true },
  appVersion: '1.2.3',
}

const rows = (count: number, first = 0) =>
  Array.from({ length: count }, (_, row) => ({ ...complete, id: `device-${first + row}` }))

describe('a device', () => {
  test('as documented is read completely, its user as owner', () => {
    const { user, ...fields } = complete
    expect(parse(complete)).toEqual({ ...fields, owner: user, readAt })
  })

  test('needs only an ID', () => {
    expect(parse({ id })).toEqual({ id, name: '', status: 'Unknown', readAt })
  })

  test('has no fields for nulls and empty texts', () => {
    const odd = { id, name: null, status: '', active: null, hardwareId: '', user: null }
    expect(parse({ ...odd, lastConnection: null, createdAt: '', appVersion: '' })).toEqual({
      id,
      name: '',
      status: 'Unknown',
      readAt,
    })
  })

  test.each([
    ['0001-01-01T00:00:00Z'],
    ['1970-01-01T00:00:00.000Z'],
    ['1601-01-01T00:00:00'],
    [0],
    [-62_135_596_800],
  ])('that was never seen may say so with the zero time %j', (zero) => {
    const times = { createdAt: zero, updatedAt: zero, lastConnection: zero }
    const device = parse({ id, ...times, user: { id: 'u', lastConnection: zero } })
    expect(device).toEqual({ id, name: '', status: 'Unknown', owner: { id: 'u' }, readAt })
  })

  test.each([
    [1_764_385_200_000, '2025-11-29T03:00:00.000Z'],
    [1_764_385_200, '2025-11-29T03:00:00.000Z'],
    ['2026-11-29T03:00:00', '2026-11-29T03:00:00-00:00'],
    ['0', '0'],
    ['2026-02-30T00:00:00Z', '2026-02-30T00:00:00Z'],
    ['01/02/2026', '01/02/2026'],
    [false, 'false'],
    [{ seconds: 5 }, '{"seconds":5}'],
  ])('has for the time %j the text %s, never none', (value, text) => {
    const times = { createdAt: value, updatedAt: value, lastConnection: value }
    expect(parse({ id, ...times, user: { lastConnection: value } })).toMatchObject({
      createdAt: text,
      updatedAt: text,
      lastConnection: text,
      owner: { lastConnection: text },
    })
  })

  test.each([
    [12_345, '12345'],
    [2.4, '2.4'],
    [0, '0'],
    [false, 'false'],
    [['a', 1], '["a",1]'],
    [{ a: null }, '{"a":null}'],
    [[], '[]'],
  ])('shows the value %j of another type than declared as it came', (value, text) => {
    const fields = { name: value, status: value, hardwareId: value, appVersion: value }
    expect(parse({ id, ...fields, user: { email: value, lastName: value } })).toEqual({
      id,
      name: text,
      status: text,
      hardwareId: text,
      appVersion: text,
      owner: { email: text, lastName: text },
      readAt,
    })
  })

  test.each([
    ['jay@test.example', { email: 'jay@test.example' }],
    ['Jay', { firstName: 'Jay' }],
    [42, { firstName: '42' }],
    [true, { firstName: 'true' }],
    [['jay'], { firstName: '["jay"]' }],
    [{ username: 'jay' }, { firstName: '{"username":"jay"}' }],
  ])('has an owner, though its user is %j', (user, owner) => {
    expect(parse({ id, user })?.owner).toEqual(owner)
  })

  test('keeps an unknown status, an unreadable date and any posture as they came', () => {
    const odd = {
      id,
      name: 'a',
      status: 'Unauthorized',
      createdAt: 'yesterday',
      posture: [0, null],
    }
    expect(parse(odd)).toEqual({ ...odd, readAt })
  })

  test('has no owner when the user is empty', () => {
    expect(parse({ id, user: {} })).not.toHaveProperty('owner')
    expect(parse({ id, user: { id: null, email: '' } })).not.toHaveProperty('owner')
    expect(parse({ id, user: null })).not.toHaveProperty('owner')
  })

  test('of a megabyte is cut to a length that a page can show', () => {
    const device = parse({
      id,
      name: 'x'.repeat(1_000_000),
      hardwareId: Array.from({ length: 1e5 }, () => 'z'),
      user: { email: 'y'.repeat(1e6) },
    })
    expect(device?.name).toHaveLength(2_000)
    expect(device?.hardwareId).toHaveLength(2_000)
    expect(device?.owner?.email).toHaveLength(2_000)
  })

  test('nested very deeply is cut where copying, comparing and writing it would fail', () => {
    const endless = '[{"a":'.repeat(15_000) + '1' + '}]'.repeat(15_000)
    const posture: unknown = JSON.parse(`{"compliant":true,"__proto__":${endless}}`)
    const device = parse({ id, posture })
    expect(parse({ id, name: JSON.parse(endless) })?.name).toHaveLength(2_000)
    const text = JSON.stringify(structuredClone(device))
    expect(text).toContain('"compliant":true')
    expect(text.match(/"Nested too deep to show"/g)).toHaveLength(1)
    // 500 levels: the posture, the value of its key, and 498 more, every other an object.
    expect(text.match(/"a":/g)).toHaveLength(249)
    expect(Object.getPrototypeOf(device?.posture)).toBe(Object.prototype)
  })

  test('nested less deeply is kept as it came', () => {
    const text = '['.repeat(499) + '{"a":1}' + ']'.repeat(499)
    expect(JSON.stringify(parse({ id, posture: JSON.parse(text) })?.posture)).toBe(text)
  })

  test.each(['', '../users/1', 'a/b', 'a?b', 'a b', 'é', 'x'.repeat(65), 7.5, true, [7], null])(
    'whose id is %j could be another address in a DELETE, so it is unreadable',
    (odd) => {
      expect(parse({ ...complete, id: odd })).toBeUndefined()
    },
  )

  test('may have a number as its ID, and as that of its owner, and goes by its text', () => {
    expect(parse({ id: 4_711, user: { id: 12 } })).toMatchObject({
      id: '4711',
      owner: { id: '12' },
    })
  })

  test('has an ID whose case is preserved, on its page and in the list', () => {
    const text = fc.oneof(fc.uuid(), fc.string(), fc.stringMatching(/^[\w-]{1,70}$/))
    fc.assert(
      fc.property(text, (odd) => {
        expect(parse({ id: odd })?.id).toBe(isDeviceId(odd) ? odd : undefined)
      }),
    )
    expect(['ok_id-1', 'A', 'a', 'x'.repeat(64)].filter(isDeviceId)).toHaveLength(4)
    expect(['', 'a.b', 'a\n', 'x'.repeat(65)].filter(isDeviceId)).toEqual([])
  })

  test('cannot change what every object inherits', () => {
    const hostile: unknown = JSON.parse(
      `{"id":"${id}","__proto__":{"active":true,"polluted":1},"constructor":{"prototype":{"polluted":1}},
        "user":{"__proto__":{"email":"x"},"id":"u"},"posture":{"__proto__":{"compliant":true}}}`,
    )
    const device = parse(hostile)
    expect(device?.owner).toEqual({ id: 'u' })
    expect(device?.owner?.email).toBeUndefined()
    expect(device?.active).toBeUndefined()
    expect(Object.getPrototypeOf(device)).toBe(Object.prototype)
    expect({}).not.toHaveProperty('polluted')
  })

  test('is read or counted as unreadable, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const device = parse(value)
        return device === undefined || /^[\w-]{1,64}$/.test(device.id)
      }),
    )
    const field = fc.oneof(fc.jsonValue(), fc.constant(undefined))
    const odd = fc.record({
      name: field,
      status: field,
      active: field,
      user: field,
      posture: field,
    })
    fc.assert(
      fc.property(odd, (fields) => {
        const device = parse({ ...fields, id })
        return typeof device?.name === 'string' && device.status !== ''
      }),
    )
  })
})

describe('a page', () => {
  test('as documented', () => {
    const page = { data: rows(25), total: 60, page: 1, limit: 25, hasNext: true, hasPrevious: true }
    expect(parsePage(page, { offset: 25, limit: 25 })).toMatchObject({
      total: 60,
      offset: 25,
      limit: 25,
      hasNext: true,
      unreadable: 0,
    })
  })

  test.each([
    null,
    [],
    'a',
    7,
    {},
    { data: null },
    { data: {} },
    { items: [] },
    { data: null, total: 9 },
  ])('%j is no page', (value) => {
    expect(parsePage(value, asked)).toBeUndefined()
  })

  test('loses no readable row to an unreadable one, and counts the latter', () => {
    const page = { data: [null, ...rows(2), {}, 'x', { id: null }], total: 6 }
    const read = parsePage(page, asked)
    expect(read?.rows.map((device) => device.id)).toEqual(['device-0', 'device-1'])
    expect(read?.unreadable).toBe(4)
  })

  test('shows a repeated row once, as it came first', () => {
    const page = { data: [...rows(2), { ...complete, id: 'device-0', name: 'again' }], total: 3 }
    const read = parsePage(page, asked)
    expect(read?.rows.map((device) => device.name)).toEqual(['lost-laptop-01', 'lost-laptop-01'])
    expect(read?.unreadable).toBe(0)
  })

  test.each([undefined, null, -1, 1.5, '60', 1e300, 24])(
    'with total %j and 25 rows has an unknown count',
    (total) => {
      expect(parsePage({ data: rows(25), total, limit: 25 }, asked)?.total).toBeUndefined()
    },
  )

  test('past the end keeps its total, which gives the end', () => {
    const page = parsePage({ data: [], total: 60, limit: 25 }, { offset: 100, limit: 25 })
    expect(page).toMatchObject({ total: 60, hasNext: false, rows: [] })
  })

  test.each([
    { what: 'fewer rows than asked for, with more to come', rows: 10, total: 60, size: 10 },
    { what: 'fewer rows than asked for at the end', rows: 10, total: 10, size: 25 },
    { what: 'as many rows as asked for', rows: 25, total: 60, size: 25 },
    { what: 'more rows than asked for', rows: 40, total: 60, size: 40 },
    { what: 'more rows than asked for at the end', rows: 40, total: 40, size: 40 },
  ])(
    'with $what shows a page size of $size, whatever limit it states',
    ({ total, size, ...sent }) => {
      for (const limit of [0, null, undefined, -5, '20', 7, 25, 50]) {
        const page = parsePage({ data: rows(sent.rows), total, limit }, asked)
        expect(page && pageSizeOf(page)).toBe(size)
        expect(page?.rows).toHaveLength(sent.rows)
      }
    },
  )

  test.each([
    ['its total', { total: 20_000 }],
    ['no total', {}],
    ['no total, and no next page', { hasNext: false }],
    ['a limit of its own', { total: 20_000, limit: 20_000 }],
  ])(
    'with 20,000 rows instead of 25 and %s is cut, and the next one starts at the cut',
    (_, said) => {
      const page = parseDevicePage({ data: rows(20_000), limit: 25, ...said }, asked, readAt)
      expect(page?.rows).toHaveLength(1_000)
      expect(page?.rows.at(-1)?.id).toBe('device-999')
      expect(page).toMatchObject({
        received: 1_000,
        hasNext: true,
        oversized: { sent: 20_000, asked: 25 },
      })
      expect(page && pageSizeOf(page)).toBe(1_000)
    },
  )

  test('with the maximum number of rows is not cut', () => {
    const page = parseDevicePage({ data: rows(1_000), total: 1_000 }, asked, readAt)
    expect(page).toMatchObject({ received: 1_000, hasNext: false })
    expect(page).not.toHaveProperty('oversized')
  })

  test.each([
    { what: 'a total that says so', data: rows(25), total: 26, expected: true },
    { what: 'a total that is reached', data: rows(25), total: 25, expected: false },
    { what: 'both, where they agree', data: rows(25), total: 26, hasNext: true, expected: true },
    { what: 'hasNext, without a total', data: rows(5), hasNext: true, expected: true },
    { what: 'hasNext, without a total', data: rows(25), hasNext: false, expected: false },
    { what: 'a full page, without either', data: rows(25), expected: true },
    { what: 'a short page, without either', data: rows(24), expected: false },
  ])('has a next page according to $what', ({ expected, ...page }) => {
    expect(parsePage({ ...page, limit: 25 }, asked)?.hasNext).toBe(expected)
  })

  test.each([
    { what: 'a next page, and a total that is reached', data: rows(25), total: 25, hasNext: true },
    { what: 'the end, and a total beyond it', data: rows(25), total: 60, hasNext: false },
    { what: 'more rows than the total', data: rows(25), total: 24, hasNext: false },
    { what: 'more rows than the total', data: rows(25), total: 24 },
  ])('with $what has an unknown total and a doubtful end', ({ data, total, hasNext }) => {
    expect(parsePage({ data, total, hasNext, limit: 25 }, asked)).toMatchObject({
      total: undefined,
      isEndUnknown: true,
    })
  })

  test.each([
    { data: rows(25), total: 25, hasNext: true },
    { data: rows(25), total: 60, hasNext: false },
  ])('with $total in all and hasNext $hasNext may have a next one', (page) => {
    expect(parsePage({ ...page, limit: 25 }, asked)?.hasNext).toBe(true)
  })

  test.each([
    { what: 'a full page', data: rows(25) },
    { what: 'a short page, which a server may give without a word', data: rows(24) },
  ])('with neither total nor hasNext has a doubtful end: $what', ({ data }) => {
    expect(parsePage({ data }, asked)?.isEndUnknown).toBe(true)
  })

  test.each([
    { what: 'the total is believable', data: rows(25), total: 60, hasNext: true },
    { what: 'hasNext stands alone', data: rows(25), hasNext: false },
    { what: 'it holds nothing', data: [], total: 60, hasNext: true },
    { what: 'it holds nothing and tells nothing', data: [] },
  ])('has no doubtful end where $what', ({ data, total, hasNext }) => {
    expect(parsePage({ data, total, hasNext }, asked)?.isEndUnknown).toBe(false)
  })
})
