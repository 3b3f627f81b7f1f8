import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import { hardwareKey } from '../../src/device/hardware-id.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import type { Facets } from '../../src/fleet/requests.ts'
import { tidySearchText } from '../../src/list/list-address.ts'
import { postureTerm } from '../../src/query/posture-values.ts'
import { termOf } from '../../src/query/query.ts'
import { deviceOf } from '../device.ts'

// A count is a link: whatever values devices have, the search that it opens finds as many devices.

const now = Date.parse('2026-11-26T12:00:00Z')

const blanks = [' padded ', 'a  b', 'a b', 'a\tb', ' ', '\u00A0x', '\u200B', '\u0301']
const cases = ['A B', 'ä b', 'ß', 'SS', 'İ', 'ΑΣ', 'ας', 'ana@x.example', 'Ana@x.example']
const keywords = ['none', 'None', 'never', '<2', '>=2.1', '=2', '-x', 'status:online', 'a:b']
const versions = ['2.1', '2.1.0', 'v2.1', '2.1 ']
const quotes = ['"', '\\', '"none"', '“x”', '15" x', "it's", 'it’s']
const lengths = ['x'.repeat(600), '\uD800']
const oddValues = [blanks, cases, keywords, versions, quotes, lengths].flat()
const value = fc.oneof(
  fc.constantFrom(...oddValues),
  fc.constantFrom('x', 'y', 'Online', 'online'),
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.string({ minLength: 1, unit: 'binary' }),
)
const owner = fc.oneof(
  fc.record({ id: value }),
  fc.record({ id: value, email: value, firstName: value }),
  fc.record({ email: value }),
  fc.record({ firstName: value }),
)
const fleets = fc
  .array(
    fc.record(
      {
        status: value,
        appVersion: value,
        owner,
        hardwareId: value,
        active: fc.oneof(fc.boolean(), value),
        posture: fc.record({ mode: value, compliant: fc.boolean() }, { requiredKeys: [] }),
      },
      { requiredKeys: ['status'] },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) => rows.map((fields, place) => deviceOf({ id: `d${place}`, ...fields })))

function indexOf(devices: readonly Device[]) {
  const index = createFleetIndex(now)
  index.add(devices)
  /** The number of devices in the list at the address with this search. */
  const countAt = (q: string) => index.count([tidySearchText(q)])[0]
  const facetsOf = (q: string) => index.query({ q }).facets
  return { index, countAt, facetsOf }
}

const offeredBy = ({ status, version, owner: owners, posture, active }: Facets) =>
  [status, version, owners, posture, active].flat()

describe('a list finds exactly the devices counted for it', () => {
  test.each([
    ' padded ',
    'a  b',
    'Ready\u00A0now',
    'on\tline',
    '“quoted”',
    'none',
    'x'.repeat(600),
  ])('when the value is %j', (odd) => {
    const { countAt, facetsOf } = indexOf(
      ['a', 'b'].map((id) =>
        deviceOf({ id, status: odd, appVersion: odd, owner: { id: odd }, active: odd }),
      ),
    )
    const { status, version, owner: owners, active } = facetsOf('')
    for (const facets of [status, version, owners, active.filter(({ count }) => count > 0)]) {
      expect(facets).toMatchObject([{ count: 2 }])
      expect(countAt(facets[0]?.term ?? '')).toBe(2)
    }
  })

  test('for any value that a filter offers, also beside another filter', () => {
    fc.assert(
      fc.property(fleets, (devices) => {
        const { countAt, facetsOf } = indexOf(devices)
        const facets = facetsOf('')
        for (const { term, count } of offeredBy(facets)) {
          expect([term, countAt(term)]).toEqual([term, count])
        }
        const sum = facets.status.reduce((total, { count }) => total + count, 0)
        expect(sum).toBe(devices.length)
        const filter = facets.status[0]?.term ?? ''
        for (const { term, count } of facetsOf(filter).version) {
          expect([term, countAt(`${filter} ${term}`)]).toEqual([term, count])
        }
      }),
    )
  })

  test('for any person', () => {
    fc.assert(
      fc.property(fleets, (devices) => {
        const { index, countAt } = indexOf(devices)
        const query = { q: '', limit: 99, deviceLimit: 5 }
        const { people, devicesWithoutOwner } = index.people(query)
        for (const person of people) {
          const { source } = termOf('owner', person.id)
          expect([source, countAt(source)]).toEqual([source, person.devices])
        }
        expect(devicesWithoutOwner).toBe(countAt('owner:none'))
        const sum = people.reduce((total, person) => total + person.devices, devicesWithoutOwner)
        expect(sum).toBe(devices.length)
      }),
    )
  })

  test('for any hardware ID', () => {
    fc.assert(
      fc.property(fleets, (devices) => {
        const { countAt } = indexOf(devices)
        for (const { hardwareId } of devices) {
          if (hardwareId === undefined || hardwareKey(hardwareId) === '') continue
          const same = devices.filter(
            (other) => hardwareKey(other.hardwareId ?? '') === hardwareKey(hardwareId),
          )
          const { source } = termOf('hardware', hardwareId)
          if (source.length < 500) expect([source, countAt(source)]).toEqual([source, same.length])
        }
      }),
    )
  })

  test('for any value of a posture', () => {
    fc.assert(
      fc.property(fleets, (devices) => {
        const { index, countAt } = indexOf(devices)
        for (const { path, values } of index.postures().fields) {
          for (const { text, devices: count } of values) {
            const term = postureTerm(path, { comparison: '=', value: text })
            if (term.length < 500) expect([term, countAt(term)]).toEqual([term, count])
          }
        }
      }),
    )
  })
})
