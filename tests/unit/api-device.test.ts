import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDeviceId, parseDevice, parseDevicePage } from '../../src/api/device.ts'

const id = '123e4567-e89b-12d3-a456-426614174000'
const asked = { offset: 0, limit: 25 }

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
  test('as documented is read whole, its user as owner', () => {
    const { user, ...fields } = complete
    expect(parseDevice(complete)).toEqual({ ...fields, owner: user })
  })

  test('needs nothing but an id', () => {
    expect(parseDevice({ id })).toEqual({ id, name: '', status: 'Unknown' })
  })

  test('with nulls, empty texts and wrong types says nothing where it says nothing', () => {
    const odd = {
      id,
      name: null,
      status: '',
      active: 'yes',
      hardwareId: 7,
      user: [],
      appVersion: '',
    }
    expect(parseDevice({ ...odd, lastConnection: null, createdAt: {} })).toEqual({
      id,
      name: '',
      status: 'Unknown',
    })
  })

  test('keeps an unknown status, an unreadable date and any posture as they came', () => {
    const odd = {
      id,
      name: 'a',
      status: 'Unauthorized',
      createdAt: 'yesterday',
      posture: [0, null],
    }
    expect(parseDevice(odd)).toEqual(odd)
  })

  test('has no owner when the user says nothing', () => {
    expect(parseDevice({ id, user: {} })).not.toHaveProperty('owner')
    expect(parseDevice({ id, user: { id: null, email: '' } })).not.toHaveProperty('owner')
    expect(parseDevice({ id, user: null })).not.toHaveProperty('owner')
    expect(parseDevice({ id, user: { id: 'u1', email: 5 } })?.owner).toEqual({ id: 'u1' })
  })

  test('of a megabyte is cut to what a page can show', () => {
    const device = parseDevice({
      id,
      name: 'x'.repeat(1_000_000),
      user: { email: 'y'.repeat(1e6) },
    })
    expect(device?.name).toHaveLength(2_000)
    expect(device?.owner?.email).toHaveLength(2_000)
  })

  test('nested without end is cut where copying, comparing and writing it would fail', () => {
    const endless = '[{"a":'.repeat(15_000) + '1' + '}]'.repeat(15_000)
    const posture: unknown = JSON.parse(`{"compliant":true,"__proto__":${endless}}`)
    const device = parseDevice({ id, posture })
    const text = JSON.stringify(structuredClone(device))
    expect(text).toContain('"compliant":true')
    expect(text.match(/"Nested too deep to show"/g)).toHaveLength(1)
    // 500 levels: the posture, the value of its key, and 498 more, every other an object.
    expect(text.match(/"a":/g)).toHaveLength(249)
    expect(Object.getPrototypeOf(device?.posture)).toBe(Object.prototype)
  })

  test('nested deep, but not too deep, is kept as it came', () => {
    const text = '['.repeat(499) + '{"a":1}' + ']'.repeat(499)
    expect(JSON.stringify(parseDevice({ id, posture: JSON.parse(text) })?.posture)).toBe(text)
  })

  test.each(['', '../users/1', 'a/b', 'a?b', 'a b', 'é', 'x'.repeat(65), 7, null, undefined])(
    'whose id is %j could be another address in a DELETE, so it is unreadable',
    (odd) => {
      expect(parseDevice({ ...complete, id: odd })).toBeUndefined()
    },
  )

  test('has an id that is taken as it stands, by its page as by the list', () => {
    const text = fc.oneof(fc.uuid(), fc.string(), fc.stringMatching(/^[\w-]{1,70}$/))
    fc.assert(
      fc.property(text, (odd) => {
        expect(parseDevice({ id: odd })?.id).toBe(isDeviceId(odd) ? odd : undefined)
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
    const device = parseDevice(hostile)
    expect(device?.owner).toEqual({ id: 'u' })
    expect(device?.owner?.email).toBeUndefined()
    expect(device?.active).toBeUndefined()
    expect(Object.getPrototypeOf(device)).toBe(Object.prototype)
    expect({}).not.toHaveProperty('polluted')
  })

  test('is read, or told unreadable, from whatever JSON there is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const device = parseDevice(value)
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
        const device = parseDevice({ ...fields, id })
        return typeof device?.name === 'string' && device.status !== ''
      }),
    )
  })
})

describe('a page', () => {
  test('as documented', () => {
    const page = { data: rows(25), total: 60, page: 1, limit: 25, hasNext: true, hasPrevious: true }
    expect(parseDevicePage(page, { offset: 25, limit: 25 })).toMatchObject({
      total: 60,
      offset: 25,
      limit: 25,
      hasNext: true,
      unreadable: 0,
    })
  })

  test.each([null, [], 'a', 7, {}, { data: null }, { data: {} }, { items: [] }])(
    '%j is no page',
    (value) => {
      expect(parseDevicePage(value, asked)).toBeUndefined()
    },
  )

  test('loses no good row to a bad one, and counts the bad ones', () => {
    const page = { data: [null, ...rows(2), {}, 'x', { id: null }], total: 6 }
    const read = parseDevicePage(page, asked)
    expect(read?.devices.map((device) => device.id)).toEqual(['device-0', 'device-1'])
    expect(read?.unreadable).toBe(4)
  })

  test('shows a row that came twice once, as it came first', () => {
    const page = { data: [...rows(2), { ...complete, id: 'device-0', name: 'again' }], total: 3 }
    const read = parseDevicePage(page, asked)
    expect(read?.devices.map((device) => device.name)).toEqual(['lost-laptop-01', 'lost-laptop-01'])
    expect(read?.unreadable).toBe(0)
  })

  test.each([undefined, null, -1, 1.5, '60', 1e300, 24])(
    'with total %j and 25 rows has an unknown count',
    (total) => {
      expect(parseDevicePage({ data: rows(25), total, limit: 25 }, asked)?.total).toBeUndefined()
    },
  )

  test('past the end keeps its total, which says where the end is', () => {
    const page = parseDevicePage({ data: [], total: 60, limit: 25 }, { offset: 100, limit: 25 })
    expect(page).toMatchObject({ total: 60, hasNext: false, devices: [] })
  })

  test.each([0, null, undefined, -5, '25'])('with limit %j is of the size asked for', (limit) => {
    expect(parseDevicePage({ data: rows(3), total: 3, limit }, asked)?.limit).toBe(25)
  })

  test('with fewer rows than asked for and a limit saying so is of that size', () => {
    expect(parseDevicePage({ data: rows(10), total: 60, limit: 10 }, asked)?.limit).toBe(10)
  })

  test('with more rows than asked for shows all of them', () => {
    const page = parseDevicePage({ data: rows(40), total: 60, limit: 25 }, asked)
    expect(page?.devices).toHaveLength(40)
    expect(page).toMatchObject({ limit: 40, hasNext: true })
  })

  test.each([
    ['its total', { total: 20_000 }],
    ['no total', {}],
    ['no total, and no next page', { hasNext: false }],
    ['a limit of its own', { total: 20_000, limit: 20_000 }],
  ])('with 20,000 rows for 25 and %s is cut, and the next one begins at the cut', (_, said) => {
    const page = parseDevicePage({ data: rows(20_000), limit: 25, ...said }, asked)
    expect(page?.devices).toHaveLength(1_000)
    expect(page?.devices.at(-1)?.id).toBe('device-999')
    expect(page).toMatchObject({
      limit: 1_000,
      hasNext: true,
      oversized: { sent: 20_000, asked: 25 },
    })
  })

  test('with as many rows as can be taken is not cut', () => {
    const page = parseDevicePage({ data: rows(1_000), total: 1_000 }, asked)
    expect(page).toMatchObject({ limit: 1_000, hasNext: false })
    expect(page).not.toHaveProperty('oversized')
  })

  test.each([
    { what: 'a total that says so', data: rows(25), total: 26, hasNext: false, expected: true },
    { what: 'a total that is reached', data: rows(25), total: 25, hasNext: true, expected: false },
    { what: 'hasNext, without a total', data: rows(5), hasNext: true, expected: true },
    { what: 'a full page, without either', data: rows(25), expected: true },
    { what: 'a short page, without either', data: rows(24), expected: false },
  ])('tells a next page by $what', ({ expected, ...page }) => {
    expect(parseDevicePage({ ...page, limit: 25 }, asked)?.hasNext).toBe(expected)
  })
})
