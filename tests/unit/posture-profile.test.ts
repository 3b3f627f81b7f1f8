import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDevice } from '../../src/api/device.ts'
import { createFleetIndex } from '../../src/fleet/fleet-index.ts'
import { formatPath } from '../../src/query/posture-path.ts'
import type { PostureProfile } from '../../src/fleet/posture-profile.ts'
import { postureTerm } from '../../src/query/posture-values.ts'
import { parseQuery } from '../../src/query/query.ts'
import { createBackend } from '../../src/mock/backend.ts'
import { deviceOf } from '../device.ts'

const now = Date.UTC(2026, 10, 22, 12)
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()

function indexOf(postures: readonly unknown[]) {
  const index = createFleetIndex()
  index.add(postures.map((posture, place) => deviceOf({ id: String(place), posture })))
  return index
}

const profileOf = (...postures: unknown[]) => indexOf(postures).postures(now)

const at = ({ paths }: PostureProfile, text: string) =>
  paths.find(({ path }) => formatPath(path) === text)

/** Every number of a profile with the search that its link opens. */
function linkedCounts({ devices, paths }: PostureProfile): [string, number][] {
  return paths.flatMap(({ path, devices: present, values, bins }): [string, number][] => [
    [postureTerm(path, { comparison: 'none' }), devices - present],
    ...values.map(({ text, devices: count }): [string, number] => [
      postureTerm(path, { comparison: '=', value: text }),
      count,
    ]),
    ...bins.map(({ conditions, devices: count }): [string, number] => [
      conditions.map((condition) => postureTerm(path, condition)).join(' '),
      count,
    ]),
  ])
}

function expectCountsOfLists(index: ReturnType<typeof createFleetIndex>) {
  const counts = linkedCounts(index.postures(now))
  const { length } = counts
  const lists = index.count(
    counts.map(([text]) => parseQuery(text).terms),
    now,
  )
  expect(counts.map(([text], place) => [text, lists[place]])).toEqual(counts)
  return length
}

describe('a profile of postures', () => {
  test('has a row for each path, with checks by their name', () => {
    const checks = [
      { name: 'Firewall', passed: false, reason: 'off' },
      { name: 'Disk', passed: true },
    ]
    const profile = profileOf(
      { compliant: false, disk: { encrypted: false }, checks, av: [{ name: 'A' }, { name: 'B' }] },
      { compliant: true, disk: { encrypted: true } },
      undefined,
    )
    expect(profile).toMatchObject({
      devices: 3,
      withPosture: 2,
      results: { compliant: 1, noncompliant: 1, unknown: 1 },
      isCut: false,
      tooDeep: 0,
    })
    expect(profile.paths.map(({ path }) => formatPath(path))).toEqual([
      'compliant',
      'disk.encrypted',
      'checks[Firewall].passed',
      'checks[Firewall].reason',
      'checks[Disk].passed',
      'av[].name',
    ])
    expect(at(profile, 'disk.encrypted')).toMatchObject({
      devices: 2,
      types: [{ type: 'boolean', devices: 2 }],
      distinct: 2,
      values: [
        { text: 'false', devices: 1 },
        { text: 'true', devices: 1 },
      ],
    })
    expect(at(profile, 'av[].name')).toMatchObject({ devices: 1, distinct: 2 })
  })

  test('shows mixed types, ages of times, and ranges of numbers', () => {
    const profile = profileOf(
      ...Array.from({ length: 20 }, (_, place) => ({
        lastCheck: ago(place * 10),
        free: place * 3,
      })),
      { lastCheck: 'yesterday', free: null },
      { lastCheck: {}, free: { gb: 3 } },
    )
    expect(at(profile, 'lastCheck')?.types).toEqual([
      { type: 'text', devices: 1 },
      { type: 'object', devices: 1 },
      { type: 'time', devices: 20 },
    ])
    expect(at(profile, 'lastCheck')?.bins.map(({ devices }) => devices)).toEqual([1, 0, 2, 6, 11])
    expect(at(profile, 'free')).toMatchObject({
      devices: 22,
      numbers: { least: 0, middle: 27, most: 57 },
      values: [{ text: 'null', devices: 1 }],
    })
    expect(at(profile, 'free')?.bins.map(({ label, devices }) => `${label}: ${devices}`)).toEqual([
      '0 to below 20: 7',
      '20 to below 40: 7',
      '40 to below 60: 6',
    ])
  })

  test('says where it is cut', () => {
    let deep: unknown = 1
    for (let level = 0; level < 12; level += 1) deep = { deep }
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, key) => [`key-${key}`, key]))
    const many = Array.from({ length: 1_200 }, (_, serial) => ({ serial: `#${serial}` }))
    expect(profileOf(deep, { deep: 1 })).toMatchObject({ tooDeep: 1, isCut: false })
    expect(profileOf(wide).isCut).toBe(true)
    expect(profileOf(wide).paths).toHaveLength(200)
    expect(at(profileOf(...many), 'serial')).toMatchObject({
      devices: 1_200,
      distinct: 1_000,
      isDistinctCut: true,
    })
  })

  test('gives every value the number of devices that its list has', () => {
    const value = fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('Yes', 'yes', ' yes  ', 'none', '', '14.5', '14.10', ago(3), ago(40)),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    const check = fc.record({
      name: fc.constantFrom('Firewall', 'Disk'),
      passed: fc.oneof(fc.boolean(), value),
    })
    const posture = fc.option(
      fc.oneof(
        value,
        fc.record(
          {
            compliant: fc.oneof(fc.boolean(), value),
            lastCheck: value,
            disk: fc.record({ encrypted: value, free: fc.integer() }),
            checks: fc.oneof(fc.array(check), value),
          },
          { requiredKeys: [] },
        ),
      ),
      { nil: undefined },
    )
    fc.assert(
      fc.property(fc.array(posture, { maxLength: 30 }), (postures) => {
        expectCountsOfLists(indexOf(postures))
      }),
    )
  })

  test('does so for the demo’s devices, too', () => {
    const backend = createBackend({ size: 2_000, now: () => now })
    const index = createFleetIndex()
    index.add(
      backend
        .list([], 2_000, 0)
        .data.flatMap((row) => parseDevice(JSON.parse(JSON.stringify(row)), 0) ?? []),
    )
    expect(index.size()).toBeGreaterThan(90)
    expect(expectCountsOfLists(index)).toBeGreaterThan(50)
  })
})
