import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDevice, type Device } from '../../src/api/device.ts'
import { fieldNames, type SortEntry, type SortField } from '../../src/device/fields.ts'
import { ownerName } from '../../src/device/owner.ts'
import { postureVerdict } from '../../src/device/posture.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { parseTime } from '../../src/lib/time.ts'
import { createBackend } from '../../src/mock/backend.ts'
import { deviceOf } from '../device.ts'

const now = Date.UTC(2026, 10, 22, 12)
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()

const device = (id: string, fields: Partial<Device> = {}): Device =>
  deviceOf({ id, name: `Device ${id}`, status: 'Online', readAt: 0, ...fields })

function indexOf(devices: readonly Device[]) {
  const index = createFleetIndex(now)
  index.add(devices, { place: 0 })
  return index
}

function find(devices: readonly Device[], text: string, sort: readonly SortEntry[] = []) {
  const result = indexOf(devices).query({ q: text, sort, limit: 100 })
  return result.devices.map(({ id }) => id)
}

describe('a device', () => {
  test('is read exactly as it was written', () => {
    const time = fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom(
        '2023-01-15T14:30:00Z',
        '2023-01-15T14:30:00+02:00',
        'yesterday',
        '0',
        '2023-02-30T00:00:00Z',
      ),
    )
    const text = fc.string({ minLength: 1, unit: 'grapheme' })
    const owner = fc.record(
      { id: text, email: text, firstName: text, lastName: text, lastConnection: time },
      { requiredKeys: ['id'] },
    )
    const posture = fc.oneof(
      fc.jsonValue(),
      fc.record({ compliant: fc.boolean(), lastCheck: time, extra: fc.jsonValue() }),
      fc.constantFrom(
        -0,
        Number.POSITIVE_INFINITY,
        JSON.parse('{"__proto__":{"lastCheck":1}}') as unknown,
      ),
    )
    const anyDevice = fc.record(
      {
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        name: fc.string({ unit: 'grapheme' }),
        status: text,
        active: fc.boolean(),
        hardwareId: text,
        createdAt: time,
        updatedAt: time,
        lastConnection: time,
        owner,
        posture,
        appVersion: text,
        readAt: fc.constant(1),
      },
      { requiredKeys: ['id', 'name', 'status', 'readAt'] },
    )
    fc.assert(
      fc.property(fc.array(anyDevice, { maxLength: 20 }), (devices) => {
        const index = createFleetIndex(now)
        const expected = new Map<string, Device>()
        for (const each of devices) {
          index.add([each])
          expected.set(each.id, each)
        }
        expect(index.size()).toBe(expected.size)
        expect(index.byId([...expected.keys()])).toEqual([...expected.values()])
      }),
    )
  })

  test('nested as deeply as the wire lets through is held, too', () => {
    let posture: unknown = 'bottom'
    for (let depth = 0; depth < 500; depth += 1) posture = [posture]
    const index = indexOf([device('deep', { posture })])
    expect(index.byId(['deep'])[0]?.posture).toBe(posture)
    expect(index.query({ q: 'bottom' }).total).toBe(1)
  })

  test('keeps a change that is newer than an answer', () => {
    const index = indexOf([device('a', { readAt: 800 })])
    index.patch(device('a', { status: 'Deactivated', readAt: 1_000 }), 1)
    index.add([device('a', { readAt: 900 })], { pass: 1 })
    expect(index.byId(['a'])[0]?.status).toBe('Deactivated')
    index.add([device('a', { status: 'Offline', readAt: 1_100 })], { pass: 2 })
    expect(index.byId(['a'])[0]?.status).toBe('Offline')
  })

  test('is dropped only if the newest pass did not meet it', () => {
    const index = createFleetIndex(now)
    index.add([device('old'), device('stays')], { pass: 1 })
    index.add([device('stays')], { pass: 2 })
    index.patch(device('changed'), 2)
    expect(index.dropBefore(2)).toBe(2)
    expect(index.byId(['old', 'stays', 'changed']).map(({ id }) => id)).toEqual([
      'stays',
      'changed',
    ])
  })
})

describe('a search', () => {
  const devices: Device[] = [
    device('one', {
      name: 'Ána’s laptop',
      active: true,
      hardwareId: 'MAC-1',
      lastConnection: ago(100),
      createdAt: ago(400),
      appVersion: '2.10.1',
      owner: { id: 'u-ana', email: 'ana@harbor.example', firstName: 'Ana', lastName: 'López' },
      posture: { compliant: true, lastCheck: ago(100) },
    }),
    device('two', {
      status: 'Offline',
      active: false,
      hardwareId: 'MAC-2',
      lastConnection: ago(0.5),
      createdAt: ago(2),
      appVersion: '2.4.0',
      owner: { id: 'u-bo' },
      posture: { compliant: false, checks: [{ name: 'Disk encryption', passed: false }] },
    }),
    device('three', { status: 'Deactivated', hardwareId: 'MAC-1', createdAt: ago(3), posture: {} }),
    device('four', { status: 'Unauthorized', lastConnection: 'not a date', appVersion: '2.1.7' }),
  ]

  test.each([
    ['', ['one', 'two', 'three', 'four']],
    ['ANA', ['one']],
    ['lopez', ['one']],
    ['"ana lópez"', ['one']],
    ['ana@harbor', ['one']],
    ['owner:ana@harbor.example', ['one']],
    ['mac-1', ['one', 'three']],
    ['2.4', ['two']],
    ['encryption', ['two']],
    ['device', ['two', 'three', 'four']],
    ['device -encryption', ['three', 'four']],
    ['nothing-like-it', []],
    ['status:online', ['one']],
    ['status:online status:offline', ['one', 'two']],
    ['-status:online -status:offline', ['three', 'four']],
    ['status:unauthorized', ['four']],
    ['owner:none', ['three', 'four']],
    ['owner:u-bo', ['two']],
    ['owner:ANA@Harbor.example', ['one']],
    // IDs are case-sensitive, e-mail addresses are not.
    ['owner:U-BO', []],
    ['version:2.1', ['four']],
    ['version:<2.4', ['four']],
    ['version:>=2.4 version:<2.10', ['two']],
    ['version:>2.4', ['one']],
    ['version:none', ['three']],
    ['-version:<2.4', ['one', 'two', 'three']],
    ['seen:>90d', ['one']],
    ['seen:<24h', ['two']],
    ['seen:never', ['three']],
    ['-seen:<90d', ['one', 'three', 'four']],
    ['registered:<7d', ['two', 'three']],
    ['registered:>1y', ['one']],
    ['posture:compliant', ['one']],
    ['posture:noncompliant', ['two']],
    ['posture:unknown', ['three', 'four']],
    ['active:no', ['two']],
    ['active:unknown', ['three', 'four']],
    ['is:duplicate', ['one', 'three']],
    ['-is:duplicate', ['two', 'four']],
    ['is:inconsistent', ['two']],
    ['-is:inconsistent status:online', ['one']],
    ['hardware:mac-2', ['two']],
    ['status:online posture:noncompliant', []],
    ['seen:>banana', []],
    ['-seen:>banana', []],
    ['"\u0301"', []],
  ])('for %s finds %j', (text, expected) => {
    expect(find(devices, text)).toEqual(expected)
  })

  test('is counted as often as it finds a device, beside other searches', () => {
    const index = indexOf(devices)
    const searches = ['', 'ANA', 'status:online status:offline', 'seen:>90d', 'seen:>banana']
    const counts = index.count(searches)
    expect(counts).toEqual(searches.map((text) => find(devices, text).length))
    index.remove('one')
    expect(index.count([''])).toEqual([3])
    expect(index.versions().toSorted()).toEqual(['2.1.7', '2.4.0'])
  })

  test('counts the devices that each filter would show', () => {
    const index = indexOf(devices)
    const { facets, total } = index.query({ q: 'status:online' })
    expect(total).toBe(1)
    expect(facets.status.map(({ id, count, term }) => [id, count, term])).toEqual([
      ['Online', 1, 'status:online'],
      ['Offline', 1, 'status:offline'],
      ['Deactivated', 1, 'status:deactivated'],
      ['Unauthorized', 1, 'status:unauthorized'],
    ])
    expect(facets.owner).toEqual([
      { id: 'u-ana', label: 'Ana López', count: 1, term: 'owner:u-ana' },
    ])
    expect(facets.version.map(({ term, count }) => [term, count])).toEqual([['version:2.10.1', 1]])
    expect(facets).toMatchObject({ neverConnected: 0, duplicates: 1 })
    const every = index.query({ q: '' }).facets
    expect(every).toMatchObject({ neverConnected: 1, duplicates: 2 })
    expect(every.version.at(-1)).toMatchObject({ label: 'No version', term: 'version:none' })
    expect(every.owner.at(-1)).toEqual({
      id: 'none',
      label: 'No owner',
      count: 2,
      term: 'owner:none',
    })
  })

  test('counts people separately whose IDs differ only in case', () => {
    const owned = (id: string, userId: string) => device(id, { owner: { id: userId } })
    const index = indexOf([owned('1', 'u-bo'), owned('2', 'U-BO'), owned('3', 'u-bo')])
    const { facets } = index.query({ q: '' })
    expect(facets.owner.map(({ id, count }) => [id, count])).toEqual([
      ['u-bo', 2],
      ['U-BO', 1],
    ])
  })

  test('by any offered filter finds as many devices as its count says', () => {
    const backend = createBackend({ size: 600, now: () => now })
    const fleet = backend
      .list([], 100, 0)
      .data.concat(...[1, 2, 3, 4, 5].map((page) => backend.list([], 100, page * 100).data))
    const index = indexOf(fleet.flatMap((row) => parseDevice(row, 0) ?? []))
    const { facets } = index.query({ q: '' })
    const offered = [
      facets.status,
      facets.posture,
      facets.active,
      facets.version,
      facets.owner,
    ].flat()
    expect(offered.length).toBeGreaterThan(30)
    for (const { term, count } of offered) {
      const { total } = index.query({ q: term })
      expect([term, total]).toEqual([term, count])
    }
  })
})

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function compareKeys(a: string | number, b: string | number): number {
  return typeof a === 'string' ? collator.compare(a, String(b)) : a - Number(b)
}

/** The keys that order a device, most significant first; `undefined` comes last. */
function sortKeys(
  { id, name, hardwareId, createdAt, active, owner, posture }: Device,
  field: SortField,
): (string | number)[] | undefined {
  const time = parseTime(createdAt)
  switch (field) {
    case 'name':
      return name === '' ? undefined : [name]
    case 'hardwareId':
      return hardwareId === undefined ? undefined : [hardwareId]
    case 'createdAt':
      return time === undefined ? undefined : [time]
    case 'active':
      return active === undefined ? undefined : [Number(active)]
    case 'owner':
      return owner && [ownerName(owner), owner.email ?? '']
    case 'posture':
      return [['noncompliant', 'unknown', 'compliant'].indexOf(postureVerdict(posture))]
    default:
      return [Number(id)]
  }
}

describe('an order', () => {
  test('puts absent values last in both directions, and breaks ties by ID', () => {
    const devices = [
      device('c', { name: 'host 10', appVersion: '2.10' }),
      device('b', { name: 'Host 9', appVersion: '2.9' }),
      device('a', { name: 'HOST 9' }),
      device('d', { name: '' }),
    ]
    const by = (field: SortEntry['field'], descending: boolean) =>
      find(devices, '', [{ field, descending }])
    expect(by('name', false)).toEqual(['a', 'b', 'c', 'd'])
    expect(by('name', true)).toEqual(['c', 'a', 'b', 'd'])
    expect(by('appVersion', false)).toEqual(['b', 'c', 'a', 'd'])
    expect(by('appVersion', true)).toEqual(['c', 'b', 'a', 'd'])
    expect(by('lastConnection', true)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('sorts owners by name as shown, then by e-mail address, and postures from noncompliant', () => {
    const devices = [
      device('a', { posture: { compliant: true } }),
      device('b', { owner: { id: 'u1', firstName: 'Bo', email: 'z@harbor.example' } }),
      device('c', { owner: { id: 'u2', firstName: 'Bo', lastName: 'Berg' } }),
      device('d', { owner: { id: 'u3', email: 'ana@harbor.example' } }),
      device('e', {
        owner: { id: 'u4', firstName: 'bo', email: 'a@harbor.example' },
        posture: { compliant: false },
      }),
    ]
    const by = (field: SortField, descending: boolean) => find(devices, '', [{ field, descending }])
    expect(by('owner', false)).toEqual(['d', 'e', 'b', 'c', 'a'])
    expect(by('owner', true)).toEqual(['c', 'b', 'e', 'd', 'a'])
    expect(by('posture', false)).toEqual(['e', 'b', 'c', 'd', 'a'])
    expect(by('posture', true)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('agrees with a plain comparison, also after changes', () => {
    const some = fc.option(fc.constantFrom('1.2', '1.10', 'ä', 'Z', 'b 2', 'b 10'), {
      nil: undefined,
    })
    const time = fc.option(
      fc.integer({ min: -1e14, max: 1e14 }).map((ms) => new Date(ms).toISOString()),
      { nil: undefined },
    )
    const row = fc.record({
      id: fc.integer({ min: 10, max: 40 }).map(String),
      name: some,
      hardwareId: some,
      createdAt: time,
      active: fc.option(fc.boolean(), { nil: undefined }),
      owner: fc.option(
        fc.record(
          { id: fc.constantFrom('u1', 'u2'), email: some, firstName: some, lastName: some },
          { requiredKeys: ['id'] },
        ),
        { nil: undefined },
      ),
      posture: fc.constantFrom({ compliant: true }, { compliant: false }, {}, undefined),
    })
    const entry = fc.record({
      field: fc.constantFrom(
        ...(['name', 'hardwareId', 'createdAt', 'active', 'id', 'owner', 'posture'] as const),
      ),
      descending: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(row),
        fc.array(row),
        fc.array(entry, { maxLength: 3 }),
        (first, second, sort) => {
          const index = createFleetIndex(now)
          const expected = new Map<string, Device>()
          const query = () => index.query({ q: '', sort, offset: 0, limit: 100 }).devices
          for (const rows of [first, second]) {
            for (const { id, ...fields } of rows) {
              const given = Object.entries(fields).filter(([, value]) => value !== undefined)
              const each = { ...device(id, { name: '' }), ...Object.fromEntries(given) }
              index.add([each])
              expected.set(id, each)
            }
            const [removed] = expected.keys()
            if (removed !== undefined) {
              index.remove(removed)
              expected.delete(removed)
            }
            const compare = (a: Device, b: Device) => {
              for (const { field, descending } of sort) {
                const [left, right] = [sortKeys(a, field), sortKeys(b, field)]
                if (!left || !right) {
                  if (left !== right) return left ? -1 : 1
                  continue
                }
                const difference = left
                  .map((key, place) => compareKeys(key, right[place] ?? 0))
                  .find((each) => each !== 0)
                if (difference !== undefined) return descending ? -difference : difference
              }
              return a.id < b.id ? -1 : 1
            }
            if (sort.length > 0)
              expect(query().map(({ id }) => id)).toEqual(
                [...expected.values()].toSorted(compare).map(({ id }) => id),
              )
            expect(query()).toHaveLength(expected.size)
          }
        },
      ),
    )
  })

  test('without a sort is the server’s, in whatever order the pages arrived', () => {
    const index = createFleetIndex(now)
    index.add([device('z'), device('a')], { place: 2 })
    index.add([device('m'), device('b')], { place: 0 })
    const query = { q: '', sort: [], offset: 1, limit: 2 }
    expect(index.query(query).devices.map(({ id }) => id)).toEqual(['b', 'z'])
  })

  test('lists every device once across pages, for every field', () => {
    const devices = Array.from({ length: 57 }, (_, row) =>
      device(`${row}`, { name: `n ${row % 7}` }),
    )
    const index = indexOf(devices)
    for (const field of fieldNames) {
      const sort = [{ field, descending: true }]
      const pages = [0, 25, 50].flatMap(
        (offset) => index.query({ q: '', sort, offset, limit: 25 }).devices,
      )
      expect(new Set(pages.map(({ id }) => id)).size).toBe(57)
    }
  })
})

test('devices share a hardware ID only while there are two of them', () => {
  const index = indexOf([
    device('a1', { hardwareId: 'A' }),
    device('a2', { hardwareId: 'A' }),
    device('b1', { hardwareId: 'B' }),
    device('b2', { hardwareId: 'B' }),
    device('alone', { hardwareId: 'C' }),
    device('none'),
  ])
  const found = () => index.matching('is:duplicate').map(({ id }) => id)
  expect(found()).toEqual(['a1', 'a2', 'b1', 'b2'])
  index.remove('b2')
  expect(found()).toEqual(['a1', 'a2'])
})
