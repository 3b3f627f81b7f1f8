import * as fc from 'fast-check'
import { setStatusNames } from '../../src/device/status-lists.ts'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import {
  changeKindNames,
  compareFleets,
  gaps,
  type ChangeKind,
  type Comparison,
  type FleetSide,
} from '../../src/fleet/changes/compare.ts'
import { fieldsPresent } from '../../src/fleet/changes/read-export.ts'
import { createJob } from '../../src/fleet/worker/job.ts'
import { deviceOf } from '../device.ts'

const day = 86_400_000
const then = Date.UTC(2026, 10, 1)
const now = Date.UTC(2026, 10, 8)
const iso = (time: number) => new Date(time).toISOString()

function side(devices: readonly Device[], facts: Partial<FleetSide> = {}): FleetSide {
  return {
    devices,
    takenAt: now,
    gap: undefined,
    host: undefined,
    fields: fieldsPresent(devices),
    unreadable: [],
    ...facts,
  }
}

const compare = (
  before: readonly Device[],
  after: readonly Device[],
  facts: Partial<FleetSide> = {},
) => compareFleets(side(before, { takenAt: then, ...facts }), side(after), createJob())

/** Kinds and IDs of all changes but of times, which change all the time. */
function found({ changes }: Comparison): string[] {
  return changeKindNames
    .filter((kind) => kind !== 'times')
    .flatMap((kind) => changes[kind].map(({ device }) => `${kind} ${device.id}`))
    .toSorted()
}

function machine(number: number): Device {
  return deviceOf({
    id: `d${number}`,
    name: `laptop-${number}`,
    status: 'Offline',
    active: true,
    // Several have a placeholder, which makes no two of them one machine.
    hardwareId: number % 5 === 0 ? 'Default string' : `SN-${number}`,
    createdAt: iso(then - 200 * day),
    lastConnection: iso(number % 3 === 0 ? then - 90 * day : then - day),
    owner: { id: `u${number % 4}`, email: `u${number % 4}@x.example` },
    posture: { compliant: number % 2 === 0, lastCheck: iso(then) },
    appVersion: '2.9.4',
  })
}

const isSilent = (number: number) => number % 3 === 0

/** What can happen to a device in a week, and the groups that it belongs in. */
const events: Record<
  string,
  (device: Device, number: number) => { after: Device[]; kinds: (ChangeKind | `again ${string}`)[] }
> = {
  nothing: (device) => ({ after: [device], kinds: [] }),
  removed: () => ({ after: [], kinds: ['gone'] }),
  renamed: (device) => ({ after: [{ ...device, name: `${device.name}-b` }], kinds: ['renamed'] }),
  'given to another': (device) => ({
    after: [{ ...device, owner: { id: 'u9', email: 'u9@x.example' } }],
    kinds: ['owner'],
  }),
  'given back': ({ owner: _owner, ...device }) => ({ after: [device], kinds: ['owner'] }),
  deactivated: (device) => ({
    after: [{ ...device, status: 'Deactivated', active: false }],
    kinds: ['deactivated'],
  }),
  updated: (device) => ({ after: [{ ...device, appVersion: '2.10.1' }], kinds: ['version'] }),
  failing: (device) => ({
    after: [{ ...device, posture: { compliant: 'maybe' } }],
    kinds: ['posture'],
  }),
  connected: (device, number) => ({
    after: [{ ...device, status: 'Online', lastConnection: iso(now), updatedAt: iso(now) }],
    kinds: isSilent(number) ? ['back'] : [],
  }),
  'out of reach': (device, number) => ({
    after: [{ ...device, lastConnection: iso(now - 31 * day) }],
    // It was seen before, or was silent already.
    kinds: isSilent(number) ? [] : ['silent'],
  }),
  'renamed and updated': (device) => ({
    after: [{ ...device, name: 'x', appVersion: '2.10.1' }],
    kinds: ['renamed', 'version'],
  }),
  're-imaged': (device, number) => ({
    after: [{ ...device, id: `${device.id}-again`, name: 'new name' }],
    kinds: number % 5 === 0 ? ['gone'] : [],
  }),
  're-imaged beside the earlier one': (device) => ({
    after: [device, { ...device, id: `${device.id}-again`, name: 'new name' }],
    kinds: [],
  }),
}

describe('two fleets', () => {
  test('show each of any random changes once, in the right group, and none invented', async () => {
    const plan = fc.array(fc.constantFrom(...Object.keys(events)), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(5), async (names, added) => {
        const before = names.map((_, number) => machine(number))
        const expected: string[] = []
        const after = names.flatMap((name, number) => {
          const device = machine(number)
          const event = events[name]?.(device, number) ?? { after: [device], kinds: [] }
          for (const kind of event.kinds) expected.push(`${kind} ${device.id}`)
          if (name.startsWith('re-imaged')) {
            // A placeholder proves nothing, so its machine is a new one.
            expected.push(`${number % 5 === 0 ? 'new' : 'again'} ${device.id}-again`)
          }
          return event.after
        })
        for (let number = 0; number < added; number += 1) {
          const device = machine(1_001 + number)
          after.push(device)
          expected.push(`new ${device.id}`)
        }
        // Keeps the column of postures on both sides.
        const both = deviceOf({ id: 'z', posture: { compliant: true } })
        const result = await compare([...before, both], [both, ...after.toReversed()])
        expect(found(result)).toEqual(expected.toSorted())
      }),
      { numRuns: 500 },
    )
  })

  test('pair each device that is gone with one new device of the same hardware', async () => {
    const of = (id: string) => deviceOf({ id, hardwareId: 'SN-7' })
    const result = await compare([of('a'), of('b')], [of('c')])
    expect(found(result)).toEqual(['again c', 'gone b'])
    expect(found(await compare([of('a')], [of('b'), of('c')]))).toEqual(['again b', 'again c'])
  })

  test('enable a device that was deactivated, however its two fields say so', async () => {
    const off = deviceOf({ status: 'Deactivated', active: false })
    expect(found(await compare([off], [deviceOf({ status: 'Offline', active: true })]))).toEqual([
      'enabled a',
    ])
    expect(found(await compare([off], [{ ...off, active: true }]))).toEqual(['enabled a'])
    // Without that column there, the status alone is compared.
    const fields = fieldsPresent([off])
    fields.delete('active')
    expect(found(await compare([off], [{ ...off, active: true }], { fields }))).toEqual([])
  })

  test('take times for changes of their own, whatever their spelling', async () => {
    const before = deviceOf({
      lastConnection: iso(then),
      updatedAt: iso(then).replace('.000', ''),
      posture: { lastCheck: iso(then) },
    })
    const moved = { lastConnection: iso(now), posture: { lastCheck: iso(now) } }
    const after = { ...before, ...moved, updatedAt: iso(then) }
    const { changes } = await compare([before], [after])
    expect(changes.times.map((change) => [change.before, change.after])).toEqual([
      [
        `Last connection ${iso(then)}; Last check ${iso(then)}`,
        `Last connection ${iso(now)}; Last check ${iso(now)}`,
      ],
    ])
  })

  test('compare an owner by what both files have of them', async () => {
    const owned = (owner: Device['owner']) => [deviceOf(owner && { owner })]
    const kinds = async (one: Device['owner'], other: Device['owner']) =>
      found(await compare(owned(one), owned(other)))
    expect(await kinds({ email: 'A@x.example' }, { id: 'u1', email: 'a@x.example' })).toEqual([])
    expect(
      await kinds({ firstName: 'Ana López' }, { id: 'u1', firstName: 'Ana', lastName: 'López' }),
    ).toEqual([])
    expect(await kinds({ firstName: 'Ana' }, { id: 'u1' })).toEqual([])
    expect(await kinds({ email: 'a@x.example' }, { id: 'u2', email: 'b@x.example' })).toEqual([
      'owner a',
    ])
    expect(
      await kinds({ id: 'u1', email: 'a@x.example' }, { id: 'u1', email: 'new@x.example' }),
    ).toEqual([])
  })
})

describe('what isn’t proven is left out, with the reason', () => {
  const leftOut = async (facts: Partial<FleetSide>) => {
    const result = await compare([machine(1)], [machine(2)], facts)
    expect([...result.changes.new, ...result.changes.gone]).toEqual([])
    return result.leftOut
  }

  test.each(['filtered', 'incomplete', 'unknown', 'edited'] as const)(
    'neither new nor gone by a file that is %s',
    async (gap) => {
      expect(await leftOut({ gap })).toEqual(
        (['new', 'gone', 'again'] as const).map((kind) => ({
          kind,
          side: 'before',
          why: gaps[gap],
        })),
      )
    },
  )

  test('nor while devices are missing from the fleet now', async () => {
    const later = side([machine(2)], { gap: 'incomplete' })
    const result = await compareFleets(side([machine(1)]), later, createJob())
    expect(found(result)).toEqual([])
    expect(result.leftOut[0]).toEqual({
      kind: 'new',
      side: 'after',
      why: gaps.incomplete,
    })
  })

  test('no group whose column is missing on one side', async () => {
    const fields = new Set(['id', 'name'] as const)
    const before = { ...machine(1), name: 'old', appVersion: '', lastConnection: iso(then) }
    const result = await compare([before], [machine(1)], { fields })
    expect(found(result)).toEqual(['renamed d1'])
    expect(result.changes.times).toEqual([])
    expect(result.leftOut.map(({ kind }) => kind)).toEqual([
      'again',
      'owner',
      ...setStatusNames,
      'enabled',
      'silent',
      'back',
      'version',
      'posture',
    ])
  })

  test('neither silent nor back by a file without a time', async () => {
    const result = await compare([machine(1)], [machine(1)], { takenAt: undefined })
    expect(result.leftOut).toEqual(
      (['silent', 'back'] as const).map((kind) => ({
        kind,
        side: 'before',
        why: 'doesn’t say when it was made',
      })),
    )
  })
})
