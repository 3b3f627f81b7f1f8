import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  deviceActionNames,
  deviceActions,
  disabledReasonFor,
} from '../../src/actions/definitions.ts'
import { isOnline, type Device } from '../../src/api/device.ts'
import {
  cleanUpSearch,
  maxDays,
  parseCleanUpParams,
  type CleanUpParams,
} from '../../src/clean-up/clean-up-params.ts'
import { proposedForRemoval, suggestedFirst, toGroups } from '../../src/clean-up/duplicates.ts'
import {
  byOwner,
  byStatus,
  excludedText,
  findStale,
  nothingStaleText,
} from '../../src/clean-up/stale-devices.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { deviceOf } from '../device.ts'
import { fleetOver } from './fleet-over.ts'

const now = Date.now()
const day = 86_400_000
const daysAgo = (days: number) => new Date(now - days * day).toISOString()

let made = 0
function device(fields: Partial<Device> = {}): Device {
  made += 1
  return deviceOf({ id: `device-${made}`, name: `device ${made}`, ...fields })
}

describe('the address of the clean-up', () => {
  test('says nothing of what is usual', () => {
    expect(parseCleanUpParams('')).toEqual({ days: 90, countsNever: true, action: 'deactivate' })
    expect(cleanUpSearch(parseCleanUpParams(''))).toBe('')
    expect(cleanUpSearch({ days: 30, countsNever: false, action: 'remove' })).toBe(
      '?days=30&never=no&action=remove',
    )
  })

  test('gives back whatever was put into it', () => {
    const params = fc.record({
      days: fc.integer({ min: 1, max: maxDays }),
      countsNever: fc.boolean(),
      action: fc.constantFrom(...deviceActionNames),
    })
    fc.assert(
      fc.property(params, (given) => {
        expect(parseCleanUpParams(cleanUpSearch(given))).toEqual(given)
      }),
    )
  })

  test.each([
    '?days=0',
    '?days=-5',
    '?days=3651',
    '?days=1e2',
    '?days=',
    '?days=ninety',
    '?action=delete',
    '?never=perhaps',
    '?days=9.5&action=__proto__',
  ])('falls back on nonsense: %s', (search) => {
    expect(parseCleanUpParams(search)).toEqual(parseCleanUpParams(''))
  })
})

describe('stale devices', () => {
  const find = (devices: readonly Device[], params: Partial<CleanUpParams> = {}) => {
    const index = createFleetIndex(now)
    index.add(devices, { pass: 1, place: 0 })
    return findStale(
      fleetOver(index),
      { ...parseCleanUpParams(''), ...params },
      new AbortController().signal,
    )
  }
  const names = (devices: readonly Device[]) => devices.map(({ name }) => name)

  test('are those not connected for longer, the longest unseen first', async () => {
    const found = await find([
      device({ name: 'fresh', lastConnection: daysAgo(89) }),
      device({ name: 'old', lastConnection: daysAgo(91) }),
      device({ name: 'oldest', lastConnection: daysAgo(500) }),
    ])
    expect(names(found.devices)).toEqual(['oldest', 'old'])
    expect(found).toMatchObject({ total: 2, never: 0, excluded: [] })
  })

  test('count by their registration when they never connected, unless that is left out', async () => {
    const fleet = [
      device({ name: 'unused', createdAt: daysAgo(200) }),
      device({ name: 'new', createdAt: daysAgo(2) }),
      device({ name: 'undated' }),
      device({ name: 'old', createdAt: daysAgo(900), lastConnection: daysAgo(100) }),
    ]
    const found = await find(fleet)
    expect(names(found.devices)).toEqual(['unused', 'old'])
    expect(found).toMatchObject({ total: 2, never: 1 })
    expect(names((await find(fleet, { countsNever: false })).devices)).toEqual(['old'])
  })

  test('leave out devices whose date cannot be read, and say so', async () => {
    const fleet = [
      device({ name: 'old', lastConnection: daysAgo(100), createdAt: 'yesterday' }),
      device({ name: 'odd', lastConnection: '0', createdAt: daysAgo(900) }),
      device({ name: 'undated' }),
      device({ name: 'odd since', createdAt: 'yesterday' }),
      device({ status: 'Online', lastConnection: 'now' }),
    ]
    const found = await find(fleet)
    expect(names(found.devices)).toEqual(['old'])
    expect(found.undated).toBe(3)
    expect((await find(fleet, { countsNever: false })).undated).toBe(1)

    const params = parseCleanUpParams('')
    expect(nothingStaleText({ undated: 0 }, params)).toBe(
      'Every device has connected or was registered within 90 days.',
    )
    expect(nothingStaleText({ undated: 1 }, params)).toBe(
      '1 device has no date that can be read and is excluded. Every other device has connected or was registered within 90 days.',
    )
    expect(nothingStaleText(found, { ...params, countsNever: false })).toMatch(
      /^3 devices have no date that can be read and are excluded\. Every other device has connected within 90 days, or has never connected\.$/,
    )
  })

  test('are never online, however long ago they connected', async () => {
    const fleet = [device({ status: 'Online', lastConnection: daysAgo(400) })]
    for (const action of deviceActionNames) {
      // oxlint-disable-next-line no-await-in-loop -- two
      expect((await find(fleet, { action })).total).toBe(0)
    }
  })

  test('are those the rule lets the action through for, by their status alone; the others are counted by it', async () => {
    const fleet = ['Offline', 'Deactivated', 'Unauthorized'].flatMap((status) =>
      [true, false, undefined].map((active) =>
        device({
          status,
          lastConnection: daysAgo(120),
          ...(active !== undefined && { active }),
        }),
      ),
    )
    for (const action of deviceActionNames) {
      // oxlint-disable-next-line no-await-in-loop -- two
      const found = await find(fleet, { action })
      const possible = fleet.filter(
        (each) =>
          disabledReasonFor(action, each) === undefined &&
          // Deactivated but still enabled is a contradiction for a person to look into.
          deviceActions[action].impossibleIn.every((status) => status !== each.status),
      )
      expect(names(found.devices).toSorted()).toEqual(names(possible).toSorted())
      const excluded = fleet.filter((each) => !possible.includes(each))
      expect(found.excluded).toEqual(
        [...Map.groupBy(excluded, ({ status }) => status)].map(([status, { length }]) => ({
          status,
          count: length,
        })),
      )
    }
  })

  test('that are left out are told by their status, with an action that is possible on all of them', () => {
    expect(excludedText([])).toBe('')
    expect(excludedText([{ status: 'Deactivated', count: 1 }])).toBe(
      '1 deactivated device is excluded. Choose Remove to include it.',
    )
    expect(
      excludedText([
        { status: 'Deactivated', count: 1_081 },
        { status: 'Unauthorized', count: 1 },
      ]),
    ).toBe(
      '1,081 deactivated and 1 unauthorized devices are excluded. Choose Remove to include them.',
    )
  })

  test('are counted by status and by owner, an owner by id and not by name', () => {
    const twins = ['u-1', 'u-2'].map((id) => ({ id, firstName: 'Ana' }))
    const devices = [
      device({ owner: twins[0] ?? {} }),
      device({ owner: twins[0] ?? {} }),
      device({ owner: twins[1] ?? {}, status: 'Deactivated' }),
      device(),
    ]
    const told = (tallies: ReturnType<typeof byOwner>) =>
      tallies.map(({ label, count }) => `${label} ${count}`)
    expect(told(byStatus(devices))).toEqual(['Offline 3', 'Deactivated 1'])
    expect(told(byOwner(devices))).toEqual(['Ana 2', 'Ana 1', 'No owner 1'])
  })
})

describe('devices of one hardware id', () => {
  const hardwareId = 'MAC-001122334455'
  const proposed = (members: readonly Device[]) => {
    const groups = toGroups(members)
    const ids = proposedForRemoval(groups, Date.now())
    return members.filter(({ id }) => ids.has(id)).map(({ name }) => name)
  }

  test('come in groups, those with a suggestion before those without, each in its order', () => {
    const groups = ['a', 'b', 'c', 'd'].map((id) => ({
      hardwareId: id,
      devices: [device({ id: `${id}-1` }), device({ id: `${id}-2` })],
      doubt: undefined,
    }))
    const sorted = suggestedFirst(groups, new Set(['b-2', 'd-1']))
    expect(sorted.map((group) => group.hardwareId)).toEqual(['b', 'd', 'a', 'c'])
  })

  test('are not proposed when seen in the last 24 hours', () => {
    const members = [
      device({ hardwareId, name: 'now', lastConnection: daysAgo(0) }),
      device({ hardwareId, name: 'today', lastConnection: daysAgo(0.9) }),
      device({ hardwareId, name: 'set up today', createdAt: daysAgo(0.5) }),
      device({ hardwareId, name: 'yesterday', lastConnection: daysAgo(1.1) }),
    ]
    expect(proposed(members)).toEqual(['yesterday'])
  })

  test('are proposed for removal but for the one used last', () => {
    const members = [
      device({ hardwareId, name: 'older', lastConnection: daysAgo(40) }),
      device({ hardwareId, name: 'newest', lastConnection: daysAgo(1) }),
      device({ hardwareId, name: 'oldest', lastConnection: daysAgo(400) }),
    ]
    expect(toGroups(members)[0]?.devices.map(({ name }) => name)).toEqual([
      'newest',
      'older',
      'oldest',
    ])
    expect(proposed(members)).toEqual(['older', 'oldest'])
  })

  test('are not proposed when just registered and not connected yet', () => {
    const members = [
      device({ hardwareId, name: 'before', lastConnection: daysAgo(3), createdAt: daysAgo(700) }),
      device({ hardwareId, name: 'set up anew', createdAt: daysAgo(0) }),
    ]
    expect(proposed(members)).toEqual(['before'])
  })

  test('are not proposed when it cannot be told which is older', () => {
    const lastConnection = daysAgo(5)
    expect(
      proposed([
        device({ hardwareId, lastConnection }),
        device({ hardwareId, lastConnection }),
        device({ hardwareId }),
        device({ hardwareId, lastConnection: 'yesterday' }),
      ]),
    ).toEqual([])
  })

  test('are not proposed where so many share the id that it must be a placeholder', () => {
    const members = Array.from({ length: 9 }, (_, age) =>
      device({ hardwareId: 'unknown', lastConnection: daysAgo(age) }),
    )
    expect(toGroups(members)[0]?.doubt).toBe('many')
    expect(proposed(members)).toEqual([])
  })

  test.each([
    ['MAC-001122334455', '00:11:22:33:44:55'],
    ['3c22fb112233', 'mac 3C-22-FB-11-22-33'],
    ['PF2ABCDE', 'pf2abcde '],
    ['4C4C4544-0031-5210', '4c4c4544 0031 5210'],
  ])('are one group when spelled %s and %s', (one, other) => {
    const members = [
      device({ hardwareId: one, name: 'older', lastConnection: daysAgo(40) }),
      device({ hardwareId: other, name: 'newest', lastConnection: daysAgo(1) }),
    ]
    expect(toGroups(members)).toMatchObject([{ hardwareId: other, devices: [{}, {}] }])
    expect(proposed(members)).toEqual(['older'])
  })

  test.each<[string, (Device['owner'] | undefined)[]]>([
    ['two people', [{ id: 'u1' }, { id: 'u2' }]],
    ['three people, one with two devices', [{ id: 'u1' }, { id: 'u1' }, { id: 'u2' }]],
    ['people whose IDs differ in case', [{ id: 'u1' }, { id: 'U1' }]],
    ['a person and nobody', [{ id: 'u1' }, undefined]],
    ['people without IDs', [{ email: 'ana@x.example' }, { firstName: 'Ana' }]],
  ])('are not proposed when they are of %s', (_, owners) => {
    const members = owners.map((owner, age) =>
      device({ hardwareId, lastConnection: daysAgo(40 + age), ...(owner && { owner }) }),
    )
    expect(toGroups(members)[0]?.doubt).toBe('owners')
    expect(proposed(members)).toEqual([])
  })

  test('are proposed when one person has them, however the records of that person differ', () => {
    const records = [
      { id: 'u1', email: 'ana@x.example' },
      { id: 'u1', firstName: 'Ana', lastConnection: daysAgo(1) },
    ]
    const members = records.map((owner, age) =>
      device({ hardwareId, name: `${age}`, lastConnection: daysAgo(40 + age), owner }),
    )
    expect(proposed(members)).toEqual(['1'])
  })

  test('are not proposed when a time of the device can’t be read', () => {
    const members = [
      device({ hardwareId, name: 'newest', lastConnection: daysAgo(1) }),
      device({ hardwareId, lastConnection: 'yesterday', createdAt: daysAgo(400) }),
      device({ hardwareId, lastConnection: daysAgo(30), createdAt: 'long ago' }),
    ]
    expect(proposed(members)).toEqual([])
  })

  test('are never proposed while online, and never all of a group', () => {
    const member = fc.record(
      {
        status: fc.constantFrom('Online', 'ONLINE', 'Offline', 'Deactivated'),
        lastConnection: fc.integer({ min: 0, max: 900 }).map(daysAgo),
        createdAt: fc.integer({ min: 0, max: 900 }).map(daysAgo),
      },
      { requiredKeys: ['status'] },
    )
    fc.assert(
      fc.property(fc.array(fc.array(member, { minLength: 2, maxLength: 6 })), (groups) => {
        const found = groups.map((members, place) =>
          members.map((fields) => device({ ...fields, hardwareId: `hardware-${place}` })),
        )
        const ids = proposedForRemoval(toGroups(found.flat()), Date.now())
        for (const members of found) {
          const chosen = members.filter(({ id }) => ids.has(id))
          expect(chosen.some(isOnline)).toBe(false)
          expect(chosen.length).toBeLessThan(members.length)
        }
      }),
    )
  })

  test('come with the group first whose newest device is newest', () => {
    const groups = toGroups([
      device({ hardwareId: 'a', createdAt: daysAgo(9) }),
      device({ hardwareId: 'a' }),
      device({ hardwareId: 'b', createdAt: daysAgo(1) }),
      device({ hardwareId: 'b' }),
    ])
    expect(groups.map((group) => group.hardwareId)).toEqual(['b', 'a'])
  })
})
