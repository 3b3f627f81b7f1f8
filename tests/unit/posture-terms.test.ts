import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { formatPath, parsePath, type PostureStep } from '../../src/query/posture-path.ts'
import { postureTerm } from '../../src/query/posture-values.ts'
import { formatQuery, parseQuery } from '../../src/query/query.ts'
import { fold } from '../../src/lib/fold.ts'
import { deviceOf } from '../device.ts'

const now = Date.UTC(2026, 10, 22, 12)
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()
const only = (text: string) => parseQuery(text).terms[0]

const step = fc.oneof(
  fc.record({ field: fc.string({ unit: 'grapheme' }) }),
  fc.record({ field: fc.constantFrom('disk', 'encrypted', 'a.b', 'c:d', '[]', '"', '\\', ' ') }),
  fc.record({ item: fc.constantFrom('Firewall', 'Disk encryption', ']') }),
  fc.constant('items' as const),
)

/** The devices that a search finds, by ID. */
function found(devices: readonly Device[], text: string): string[] {
  const index = createFleetIndex(now)
  index.add(devices, { place: 0 })
  expect(parseQuery(text).problems).toEqual([])
  return index.query({ q: text, limit: 1_000 }).devices.map(({ id }) => id)
}

const fleetOf = (...postures: unknown[]) =>
  postures.map((posture, place) => deviceOf({ id: String(place), posture }))

describe('a path', () => {
  test.each<[string, readonly PostureStep[]]>([
    ['', []],
    ['disk.encrypted', [{ field: 'disk' }, { field: 'encrypted' }]],
    ['checks[Firewall].passed', [{ field: 'checks' }, { item: 'Firewall' }, { field: 'passed' }]],
    ['av[].name', [{ field: 'av' }, 'items', { field: 'name' }]],
    ['[][]', ['items', 'items']],
    ['"a b".c', [{ field: 'a b' }, { field: 'c' }]],
  ])('%s is written and read', (text, path) => {
    expect(formatPath(path)).toBe(text)
    expect(parsePath(text)).toEqual(path)
  })

  test.each(['a..b', 'a[', '.a', 'a]b', 'a b'])('%s is none', (text) => {
    expect(parsePath(text)).toBeUndefined()
  })

  test('of any names is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), (path) => {
        expect(parsePath(formatPath(path))).toEqual(path)
      }),
    )
  })

  test('that never ends is read as one term', () => {
    expect(parseQuery(`posture.${'a'.repeat(5_000)}"`).terms).toHaveLength(1)
    expect(parseQuery(`posture.${'a.'.repeat(5_000)}:1`).problems).toHaveLength(1)
  })
})

describe('a search for a value', () => {
  const disk = [{ field: 'disk' }]
  test.each([
    ['posture.disk:false', { comparison: '=', value: 'false' }],
    ['POSTURE.disk:none', { comparison: 'none' }],
    ['posture.disk:"none"', { comparison: '=', value: 'none' }],
    ['posture.disk:""', { comparison: '=', value: '' }],
    ['posture.disk:<30d', { comparison: '<', ms: 30 * 86_400_000 }],
    ['posture.disk:>=14.5', { comparison: '>=', value: '14.5' }],
    ['posture.disk:<-5', { comparison: '<', value: '-5' }],
    ['posture.disk:a:b', { comparison: '=', value: 'a:b' }],
  ])('%s is understood', (text, meaning) => {
    expect(parseQuery(text).problems).toEqual([])
    expect(only(text)).toEqual({
      kind: 'posture-value',
      path: disk,
      ...meaning,
      source: text,
      negated: false,
    })
  })

  test.each(['posture.disk:', 'posture.disk:<soon', 'posture..disk:1'])(
    '%s is a problem, and matches nothing',
    (text) => {
      expect(parseQuery(text).problems[0]?.why).toContain('posture.disk.encrypted:false')
    },
  )

  test.each(['posture.disk', 'posture', 'a.b:c d'])('%s still has words', (text) => {
    expect(parseQuery(text).terms[0]?.kind).toBe('word')
  })

  test('is read as it was written, whatever the path and the value', () => {
    fc.assert(
      fc.property(fc.array(step), fc.string({ unit: 'grapheme' }), (anyPath, text) => {
        const value = text.trim()
        const [term, ...more] = parseQuery(postureTerm(anyPath, { comparison: '=', value })).terms
        expect(more).toEqual([])
        expect(term).toMatchObject({ kind: 'posture-value', path: anyPath, comparison: '=', value })
        expect(parseQuery(formatQuery(term ? [term] : [])).terms).toEqual([term])
      }),
    )
  })

  test('finds by value, absence, age, number and version', () => {
    const devices = fleetOf(
      { disk: { encrypted: false }, os: { version: '14.4.1' }, free: 10, lastCheck: ago(40) },
      { disk: { encrypted: true }, os: { version: '14.10' }, free: 9.5, lastCheck: ago(2) },
      { disk: {}, os: { version: 14 }, free: '10', lastCheck: 'yesterday' },
      undefined,
    )
    expect(found(devices, 'posture.disk.encrypted:false')).toEqual(['0'])
    expect(found(devices, '-posture.disk.encrypted:false')).toEqual(['1', '2', '3'])
    expect(found(devices, 'posture.disk.encrypted:none')).toEqual(['2', '3'])
    expect(found(devices, '-posture.disk:none')).toEqual(['0', '1', '2'])
    expect(found(devices, 'posture.:none')).toEqual(['3'])
    expect(found(devices, 'posture.disk.encrypted:false posture.disk.encrypted:true')).toEqual([
      '0',
      '1',
    ])
    expect(found(devices, 'posture.os.version:<14.5')).toEqual(['0', '2'])
    expect(found(devices, 'posture.free:<10')).toEqual(['1'])
    expect(found(devices, 'posture.free:10')).toEqual(['0', '2'])
    expect(found(devices, 'posture.free:>9 posture.free:<10')).toEqual(['1'])
    expect(found(devices, 'posture.lastCheck:<30d')).toEqual(['1'])
    expect(found(devices, 'posture.lastCheck:>30d')).toEqual(['0'])
    expect(found(devices, '-posture.lastCheck:none')).toEqual(['0', '1', '2'])
    expect(found(devices, 'posture.lastCheck:yesterday')).toEqual(['2'])
    expect(found(devices, `posture.lastCheck:${ago(2)}`)).toEqual(['1'])
  })

  test('compares numbers as versions where their key says so, whether or not they ended in a zero', () => {
    const agents = fleetOf(...[2.9, '2.10', 2.11, 2.2].map((version) => ({ agent: { version } })))
    expect(found(agents, 'posture.agent.version:>2.9')).toEqual(['1', '2'])
    expect(found(agents, 'posture.agent.version:<2.9')).toEqual(['3'])
    const used = fleetOf({ agent: { processor: 12.5 } }, { agent: { processor: 12.25 } })
    expect(found(used, 'posture.agent.processor:>12.3')).toEqual(['0'])
    const disks = fleetOf(...[85.51, '85.50', '85.0', 84.9].map((free) => ({ free })))
    expect(found(disks, 'posture.free:>85')).toEqual(['0', '1'])
    expect(found(disks, 'posture.free:<85.6 posture.free:>=85')).toEqual(['0', '1', '2'])
  })

  test('tells no time that is ahead as a time that has passed', () => {
    const inDays = (days: number) => ago(-days)
    const devices = [200, 30, 2, 0.5, -0.5].map((days, place) =>
      deviceOf({
        id: String(place),
        createdAt: inDays(days),
        updatedAt: inDays(days),
        lastConnection: inDays(days),
        posture: { certExpiry: inDays(days), lastCheck: inDays(days) },
      }),
    )
    const terms = ['posture.certExpiry', 'posture.lastCheck', 'seen', 'registered', 'updated']
    for (const term of terms) {
      expect(found(devices, `${term}:<24h`)).toEqual(['3', '4'])
      expect(found(devices, `${term}:<30d`)).toEqual(['3', '4'])
      expect(found(devices, `${term}:>24h`)).toEqual([])
    }
  })

  test('finds failed checks by name, whatever the case, and either of two', () => {
    const devices = fleetOf(
      { checks: [{ name: 'Firewall', passed: false }] },
      { results: { firewall: { status: 'failed' }, Disk: 'pass' } },
      {
        checks: [
          { name: 'Firewall', passed: true },
          { name: 'Disk', passed: false },
        ],
      },
      { firewall: false },
      undefined,
    )
    expect(found(devices, 'failed:Firewall')).toEqual(['0', '1'])
    expect(found(devices, 'failed:firewall failed:disk')).toEqual(['0', '1', '2'])
    expect(found(devices, '-failed:firewall')).toEqual(['2', '3', '4'])
    expect(found(devices, 'failed:fire')).toEqual([])
  })

  test('finds checks by name, and items of a list by any of them', () => {
    const devices = fleetOf(
      {
        checks: [
          { name: 'Firewall', passed: false },
          { name: 'Disk', passed: true },
        ],
      },
      { checks: [{ name: 'Firewall', passed: true }], av: [{ name: 'One' }, { name: 'Two' }] },
    )
    expect(found(devices, 'posture.checks[Firewall].passed:false')).toEqual(['0'])
    expect(found(devices, 'posture.checks[Disk].passed:none')).toEqual(['1'])
    expect(found(devices, 'posture.checks[].passed:true')).toEqual(['0', '1'])
    expect(found(devices, 'posture.av[].name:two')).toEqual(['1'])
  })

  test('equals a plain loop over the devices', () => {
    const value = fc.oneof(
      fc.boolean(),
      fc.constantFrom(null, 'Yes', 'yés', '', 'none', 3, '3', [], {}, ago(1), ago(90)),
    )
    const posture = fc.option(
      fc.record(
        { a: value, lastCheck: value, b: fc.record({ c: value }, { requiredKeys: [] }) },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    )
    const read = {
      a: (given: Posture) => given?.a,
      'b.c': (given: Posture) => given?.b?.c,
      lastCheck: (given: Posture) => given?.lastCheck,
    }
    type Posture = { a?: unknown; lastCheck?: unknown; b?: { c?: unknown } } | undefined
    const textOf = (given: unknown) =>
      typeof given === 'object' && given !== null ? JSON.stringify(given) : String(given)
    fc.assert(
      fc.property(
        fc.array(posture, { maxLength: 12 }),
        fc.constantFrom('a', 'b.c', 'lastCheck'),
        value,
        fc.boolean(),
        (postures, name, wanted, negated) => {
          const path = parsePath(name) ?? []
          const term = postureTerm(path, { comparison: '=', value: textOf(wanted) })
          const expected = postures.flatMap((given, place) => {
            const own = read[name](given)
            const isEqual = own !== undefined && fold(textOf(own)) === fold(textOf(wanted))
            return isEqual === negated ? [] : [String(place)]
          })
          expect(found(fleetOf(...postures), negated ? `-${term}` : term)).toEqual(expected)
        },
      ),
    )
  })
})
