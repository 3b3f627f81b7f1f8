import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDevice } from '../../src/api/device.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { formatPath } from '../../src/query/posture-path.ts'
import { summarizePostures, type PostureSummary } from '../../src/fleet/snapshot/posture-summary.ts'
import { postureTerm } from '../../src/query/posture-values.ts'
import { termOf } from '../../src/query/query.ts'
import { comparedForm } from '../../src/query/value-key.ts'
import { createBackend } from '../../src/mock/backend.ts'
import { deviceOf } from '../device.ts'

const now = Date.UTC(2026, 10, 22, 12)
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()

const summaryOf = (...postures: unknown[]) =>
  summarizePostures(postures.map((posture) => ({ posture, devices: 1 })))

function indexOf(postures: readonly unknown[]) {
  const index = createFleetIndex(now)
  index.add(postures.map((posture, place) => deviceOf({ id: String(place), posture })))
  return index
}

const at = ({ fields }: PostureSummary, text: string) =>
  fields.find(({ path }) => formatPath(path) === text)

/** Every number of a summary with the search that its link opens. */
function linkedCounts({ fields, failing }: PostureSummary): [string, number][] {
  return [
    ...failing.values.map(({ text, devices }): [string, number] => [
      termOf('failed', comparedForm(text)).source,
      devices,
    ]),
    ...fields.flatMap(({ path, devices: present, values }): [string, number][] => [
      [`-${postureTerm(path, { comparison: 'none' })}`, present],
      ...values.map(({ text, devices }): [string, number] => [
        postureTerm(path, { comparison: '=', value: comparedForm(text) }),
        devices,
      ]),
    ]),
  ]
}

function expectCountsOfLists(index: ReturnType<typeof createFleetIndex>) {
  const counts = linkedCounts(index.postures())
  const { length } = counts
  const lists = index.count(counts.map(([text]) => text))
  expect(counts.map(([text], place) => [text, lists[place]])).toEqual(counts)
  return length
}

describe('a summary of postures', () => {
  test('counts the devices on which each check fails, whatever the spelling', () => {
    const failing = (checks: unknown) => ({ compliant: false, checks })
    const summary = summaryOf(
      failing([{ name: 'Firewall', passed: false }]),
      failing({ firewall: { status: 'failed' }, 'Disk encryption': { status: 'failed' } }),
      failing([
        { title: 'FIREWALL', result: 'fail' },
        { name: 'OS version', ok: true },
      ]),
      { compliant: true, checks: [{ name: 'Firewall', passed: true }] },
      { compliant: true },
      undefined,
    )
    expect(summary).toMatchObject({
      devices: 6,
      withPosture: 5,
      withChecks: 4,
      results: { compliant: 2, noncompliant: 3, unknown: 1 },
      failing: {
        distinct: 2,
        values: [
          { text: 'Firewall', devices: 3 },
          { text: 'Disk encryption', devices: 1 },
        ],
      },
    })
  })

  test('names a check by the spelling without invisible characters', () => {
    const named = (name: string) => ({ checks: [{ name, passed: false }] })
    const summary = summaryOf(named('Fire\u202ewall'), named('Firewall'), named('Fire\u200bwall'))
    expect(summary.failing.values).toEqual([{ text: 'Firewall', devices: 3 }])
  })

  test('lists each path with its devices, checks by their name', () => {
    const checks = [
      { name: 'Firewall', passed: false, reason: 'off' },
      { name: 'Disk', passed: true },
    ]
    const summary = summaryOf(
      { compliant: false, disk: { encrypted: false }, checks, av: [{ name: 'A' }, { name: 'B' }] },
      { compliant: true, disk: { encrypted: true } },
      undefined,
    )
    expect(summary.fields.map(({ path, devices }) => `${formatPath(path)} ${devices}`)).toEqual([
      'compliant 2',
      'disk.encrypted 2',
      'checks[Firewall].passed 1',
      'checks[Firewall].reason 1',
      'checks[Disk].passed 1',
      'av[].name 1',
    ])
    expect(at(summary, 'disk.encrypted')).toMatchObject({
      distinct: 2,
      values: [
        { text: 'false', devices: 1 },
        { text: 'true', devices: 1 },
      ],
    })
    expect(at(summary, 'av[].name')).toMatchObject({ devices: 1, distinct: 2 })
  })

  test('counts a posture that many devices share for each of them', () => {
    const posture = { os: 'macOS', checks: [{ name: 'Firewall', passed: false }] }
    const summary = summarizePostures([
      { posture, devices: 40 },
      { posture: undefined, devices: 2 },
    ])
    expect(summary).toMatchObject({ devices: 42, withPosture: 40, withChecks: 40 })
    expect(summary.failing.values).toEqual([{ text: 'Firewall', devices: 40 }])
    expect(at(summary, 'os')).toMatchObject({ devices: 40, values: [{ devices: 40 }] })
  })

  test('shows the five most frequent values, and how many there are', () => {
    const postures = Array.from({ length: 60 }, (_, place) => ({
      os: `1${place % 7}`,
      lastCheck: ago(place),
    }))
    const summary = summaryOf(...postures, { os: '13' }, { os: '13' })
    expect(at(summary, 'os')?.values.map(({ text, devices }) => `${text} ${devices}`)).toEqual([
      '13 11',
      '10 9',
      '11 9',
      '12 9',
      '14 8',
    ])
    expect(at(summary, 'os')?.distinct).toBe(7)
    expect(at(summary, 'lastCheck')).toMatchObject({ devices: 60, distinct: 60 })
  })

  test('says where it is cut', () => {
    let deep: unknown = 1
    for (let level = 0; level < 12; level += 1) deep = { deep }
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, key) => [`key-${key}`, key]))
    const many = Array.from({ length: 10_010 }, (_, serial) => ({ serial: `#${serial}` }))
    expect(summaryOf(deep, { deep: 1 })).toMatchObject({ tooDeep: 1, isCut: false })
    expect(summaryOf(wide).isCut).toBe(true)
    expect(summaryOf(wide).fields).toHaveLength(200)
    expect(at(summaryOf(...many), 'serial')).toMatchObject({
      devices: 10_010,
      distinct: 10_000,
      isDistinctCut: true,
    })
  })

  test('lists the fields of most devices even where one device has fields beyond number', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, key) => [`key-${key}`, key]))
    const summary = summaryOf(wide, { os: 'macOS' }, { os: 'macOS' })
    expect(summary.isCut).toBe(true)
    expect(formatPath(summary.fields[0]?.path ?? [])).toBe('os')
  })

  const many = (count: number) => Array.from({ length: count }, (_, number) => number)
  const keyed = (count: number, value: unknown) =>
    Object.fromEntries(many(count).map((number) => [`key-${number}`, value]))
  test.each<[string, unknown]>([
    ['a list of 100,000 entries', { software: many(1e5) }],
    ['a list of 100,000 checks', many(1e5).map((number) => ({ name: `${number}`, ok: false }))],
    ['100,000 flags', { checks: keyed(1e5, true) }],
    ['200,000 keys', keyed(2e5, 1)],
    ['lists of lists', many(300).map(() => many(300).map(() => [1, 2]))],
  ])('counts the other devices where one posture has %s, and says so', (_, posture) => {
    const failing = { os: 'macOS', checks: [{ name: 'Firewall', passed: false }] }
    const raw = [posture, failing, failing].map((each, place) => ({
      id: `${place}`,
      posture: each,
    }))
    const index = createFleetIndex(now)
    index.add(raw.flatMap((row) => parseDevice(row, 0) ?? []))
    const summary = index.postures()
    expect(summary).toMatchObject({ devices: 3, withPosture: 3, cutShort: 1 })
    expect(summary.failing.values[0]).toEqual({ text: 'Firewall', devices: 2 })
    expect(at(summary, 'os')?.devices).toBe(2)
    expectCountsOfLists(index)
  })

  test('gives every value the number of devices that its list has', () => {
    const value = fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('Yes', 'yes', ' yes  ', 'none', '', '14.5', '14.10', ago(3), ago(40)),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    const check = fc.record({
      name: fc.constantFrom('Firewall', 'Disk', 'a "b": c', 'none'),
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
            checks: fc.oneof(fc.array(check), fc.array(fc.oneof(check, value)), value),
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
    const index = createFleetIndex(now)
    index.add(
      backend
        .list([], 2_000, 0)
        .data.flatMap((row) => parseDevice(JSON.parse(JSON.stringify(row)), 0) ?? []),
    )
    expect(index.size()).toBeGreaterThan(90)
    expect(index.postures().failing.values.map(({ text }) => text)).toContain('Firewall')
    expect(expectCountsOfLists(index)).toBeGreaterThan(50)
  })
})
