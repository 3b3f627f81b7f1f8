import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOnline, type Device } from '../../src/api/device.ts'
import { parsePeopleSearch } from '../../src/fleet/people-search.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import type { PeopleCondition, PeopleQuery } from '../../src/fleet/snapshot/people.ts'
import { ownerKey } from '../../src/query/value-key.ts'
import { postureVerdict } from '../../src/device/posture.ts'
import { documentedStatuses } from '../../src/device/status-lists.ts'
import { hasStatus } from '../../src/device/statuses.ts'
import { deviceOf } from '../device.ts'

const day = 86_400_000
const now = Date.parse('2026-11-26T12:00:00Z')
const ago = (days: number) => new Date(now - days * day).toISOString()

const anyDevice = fc.record(
  {
    id: fc.uuid(),
    status: fc.constantFrom('Online', 'Offline', 'Deactivated', 'Unauthorized'),
    active: fc.boolean(),
    createdAt: fc.integer({ min: 0, max: 900 }).map(ago),
    lastConnection: fc.integer({ min: 0, max: 400 }).map(ago),
    owner: fc.constantFrom(
      { id: 'p1', email: 'one@x.example', firstName: 'Ona' },
      { id: 'p2', email: 'two@x.example', firstName: 'Tua' },
      { id: 'p3', email: 'TWO@x.example', firstName: 'Tria' },
      { email: 'four@x.example' },
    ),
    appVersion: fc.constantFrom('2.9.0', '2.10.1', '1.0.0-beta'),
    posture: fc.constantFrom({ compliant: true }, { compliant: false }, {}),
  },
  { requiredKeys: ['id', 'status', 'createdAt'] },
)
const fleets = fc
  .uniqueArray(anyDevice, { maxLength: 60, selector: ({ id }) => id })
  .map((rows) => rows.map((fields) => deviceOf(fields as Partial<Device>)))

function find(devices: readonly Device[], query: Partial<PeopleQuery> = {}) {
  const index = createFleetIndex(now)
  index.add(devices)
  return index.people({
    q: '',
    limit: 1_000,
    deviceLimit: 5,
    ...query,
  })
}

const byPerson = (devices: readonly Device[]) =>
  Map.groupBy(
    devices.flatMap((device) => (device.owner ? [{ ...device, owner: device.owner }] : [])),
    ({ owner }) => ownerKey(owner),
  )

/** Each status with its devices, the undocumented one last. */
function expectedStatuses(devices: readonly Device[]) {
  return [...documentedStatuses, 'Unauthorized']
    .map((status) => ({
      status,
      count: devices.filter((device) => device.status === status).length,
    }))
    .filter(({ count }) => count > 0)
}

describe('people', () => {
  test('add up to what their devices are, whatever the fleet', () => {
    fc.assert(
      fc.property(fleets, (devices) => {
        const { people, total } = find(devices)
        const expected = byPerson(devices)
        expect(total).toBe(expected.size)
        for (const person of people) {
          const theirs = expected.get(person.id) ?? []
          const times = theirs.flatMap(({ lastConnection }) => lastConnection ?? []).toSorted()
          expect(person).toMatchObject({
            devices: theirs.length,
            statuses: expectedStatuses(theirs),
            neverConnected: theirs.filter(({ lastConnection }) => !lastConnection).length,
            lastConnection: times.at(-1),
          })
        }
      }),
    )
  })

  test('are found by each condition exactly when it holds', () => {
    fc.assert(
      fc.property(fleets, (devices) => {
        const found = (condition: PeopleCondition) =>
          find(devices, { q: `is:${condition}` })
            .people.map(({ id }) => id)
            .toSorted()
        const where = (holds: (theirs: Device[]) => boolean) =>
          [...byPerson(devices)].flatMap(([id, theirs]) => (holds(theirs) ? [id] : [])).toSorted()
        const lastUsed = ({ lastConnection, createdAt = '' }: Device) =>
          Math.max(Date.parse(lastConnection ?? createdAt), Date.parse(createdAt))
        expect(found('at-limit')).toEqual(where((theirs) => theirs.length >= 5))
        expect(found('over-limit')).toEqual(where((theirs) => theirs.length > 5))
        expect(found('noncompliant')).toEqual(
          where((theirs) =>
            theirs.some(({ posture }) => postureVerdict(posture) === 'noncompliant'),
          ),
        )
        expect(found('unauthorized')).toEqual(
          where((theirs) => theirs.some(({ status }) => status === 'Unauthorized')),
        )
        expect(found('deactivated')).toEqual(
          where((theirs) => theirs.every((each) => hasStatus(each, 'Deactivated'))),
        )
        expect(found('never')).toEqual(
          where((theirs) => theirs.every(({ lastConnection }) => !lastConnection)),
        )
        expect(found('stale')).toEqual(
          where((theirs) =>
            theirs.every((device) => !isOnline(device) && now - lastUsed(device) > 90 * day),
          ),
        )
      }),
    )
  })

  test('with one e-mail address under two IDs are flagged, in whatever case it is written', () => {
    const owners = ['p2', 'p3', 'p1'].map((id) => ({
      id,
      email: id === 'p1' ? 'one@x.example' : id === 'p2' ? 'two@x.example' : 'TWO@X.example',
    }))
    const { people } = find(owners.map((owner, n) => deviceOf({ id: `d${n}`, owner })))
    expect(people.filter(({ sharesEmail }) => sharesEmail).map(({ id }) => id)).toEqual([
      'p2',
      'p3',
    ])
  })

  test('are sorted in both directions with absent values last', () => {
    const devices = [
      deviceOf({ id: 'a', owner: { id: 'a', firstName: 'A' }, appVersion: '2.10.0' }),
      deviceOf({ id: 'b', owner: { id: 'b', firstName: 'B' } }),
      deviceOf({ id: 'c', owner: { id: 'c', firstName: 'C' }, appVersion: '2.9.0' }),
    ]
    const order = (descending: boolean) =>
      find(devices, { sort: [{ field: 'oldestVersion', descending }] }).people.map(({ id }) => id)
    expect(order(false)).toEqual(['c', 'a', 'b'])
    expect(order(true)).toEqual(['a', 'c', 'b'])
  })

  test('have their devices counted by the status that each has, whatever it is', () => {
    const owner = { id: 'p' }
    const { people } = find([
      deviceOf({ id: 'a', owner, status: 'Unauthorized', active: true }),
      deviceOf({ id: 'b', owner, status: 'Deactivated', active: true }),
      deviceOf({ id: 'c', owner, status: 'Hibernating' }),
      deviceOf({ id: 'd', owner, status: ' hibernating ' }),
      deviceOf({ id: 'e', owner, status: 'ONLINE' }),
    ])
    expect(people[0]?.statuses).toEqual([
      { status: 'ONLINE', count: 1 },
      { status: 'Deactivated', count: 1 },
      { status: 'Hibernating', count: 2 },
      { status: 'Unauthorized', count: 1 },
    ])
  })

  test('follow a device that was removed', () => {
    const index = createFleetIndex(now)
    index.add([
      deviceOf({ id: 'a', owner: { id: 'p' } }),
      deviceOf({ id: 'b', owner: { id: 'p' } }),
    ])
    const query = { q: '', limit: 9, deviceLimit: 5 }
    expect(index.people(query).people[0]?.devices).toBe(2)
    index.remove('a')
    expect(index.people(query).people[0]?.devices).toBe(1)
    // Who is asked for by ID is told, too, as long as a device is left.
    const other = { ...query, q: 'nobody', also: ['p'] }
    expect(index.people(other)).toMatchObject({ people: [], also: [{ id: 'p', devices: 1 }] })
    index.remove('b')
    expect(index.people(other).also).toEqual([])
  })
})

test.each([
  ['devices:3', 3, 3],
  ['devices:<3', 0, 2],
  ['devices:<=3', 0, 3],
  ['devices:>3', 4, Infinity],
  ['DEVICES:>=3', 3, Infinity],
])('%s asks for %d to %d devices', (q, min, max) => {
  expect(parsePeopleSearch(`ana ${q} is:stale`)).toEqual({
    words: ['ana'],
    conditions: ['stale'],
    deviceCounts: [{ min, max }],
  })
})

test('devices without an owner are counted, but are nobody', () => {
  const devices = ['a', 'b', 'c'].map((id) => deviceOf({ id }))
  expect(find(devices)).toEqual({ people: [], total: 0, also: [], devicesWithoutOwner: 3 })
  expect(find(devices, { q: 'devices:<=3' }).total).toBe(0)
  const owned = devices.map((device) => ({ ...device, owner: { id: 'u-ana' } }))
  expect(find(owned, { q: 'devices:<=3' }).total).toBe(1)
  expect(find(owned, { q: 'devices:<=2' }).total).toBe(0)
})

test('the devices of people are those of their keys alone, in the order of the list', () => {
  const owners = [undefined, { id: 'u1' }, { id: 'U1' }, { email: 'u2@x.example' }, { id: 'u1' }]
  const index = createFleetIndex(now)
  index.add(
    owners.map((owner, at) => deviceOf({ id: `device-${at}`, ...(owner && { owner }) })),
    {
      place: 0,
    },
  )
  const idsOf = (keys: readonly string[]) => index.ofOwners(keys).map(({ id }) => id)
  expect(idsOf([])).toEqual([])
  expect(idsOf(['u1'])).toEqual(['device-1', 'device-4'])
  expect(idsOf(['u2@x.example', 'u1'])).toEqual(['device-1', 'device-3', 'device-4'])
})
