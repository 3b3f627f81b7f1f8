import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/api/device.ts'
import { ownerName } from '../../src/device/owner.ts'
import type { Match } from '../../src/fleet/snapshot/best-matches.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { fold } from '../../src/lib/fold.ts'
import { deviceOf } from '../device.ts'

const now = Date.parse('2026-11-26T12:00:00Z')

function find(devices: readonly Device[], text: string, most = 100) {
  const index = createFleetIndex(now)
  index.add(devices)
  return index.find({ text, maxDevices: most, maxPeople: most })
}

const words = ({ rank, ...found }: Match) =>
  `${rank} ${'device' in found ? found.device.name : `(${ownerName(found.person.owner)})`}`

const named = (...names: string[]) =>
  names.map((name, place) => deviceOf({ id: `d${place}`, name }))

describe('finding by name', () => {
  test('puts exact names first, then those that begin with the text, then those that hold it', () => {
    const devices = named('my-laptop', 'laptop-10', 'laptop-9', 'Laptop', 'desk')
    expect(find(devices, 'laptop').matches.map(words)).toEqual([
      'exact Laptop',
      'begins laptop-9',
      'begins laptop-10',
      'within my-laptop',
    ])
  })

  test('takes a hardware ID in any case and an ID as it is for exact', () => {
    const devices = [
      deviceOf({ id: 'aaaa-1', name: 'one', hardwareId: 'MAC-00AA' }),
      deviceOf({ id: 'bbbb-2', name: 'mac-00aa', hardwareId: 'MAC-00AAFF' }),
    ]
    expect(find(devices, 'mac-00aa').matches.map(words)).toEqual(['exact mac-00aa', 'exact one'])
    expect(find(devices, 'aaaa-1').matches.map(words)).toEqual(['exact one'])
    expect(find(devices, 'AAAA-1').matches.map(words)).toEqual(['elsewhere one'])
  })

  test('lists people before devices whose names match as well, but not before an exact device', () => {
    const owner = { id: 'u1', firstName: 'Ana', lastName: 'Marsh', email: 'ana@harbor.example' }
    const devices = [
      deviceOf({ id: 'a', name: 'marsh-mac', owner }),
      deviceOf({ id: 'b', name: 'marsh' }),
      deviceOf({ id: 'c', name: 'old-marsh' }),
    ]
    expect(find(devices, 'marsh').matches.map(words)).toEqual([
      'exact marsh',
      'begins (Ana Marsh)',
      'begins marsh-mac',
      'within old-marsh',
    ])
    expect(find(devices, 'ana@harbor.example').matches.map(words)[0]).toBe('exact (Ana Marsh)')
  })

  test('finds no people by a filter, which is about devices', () => {
    const owner = { id: 'u1', firstName: 'Ana' }
    const devices = [deviceOf({ id: 'a', status: 'Online', owner }), deviceOf({ id: 'b' })]
    expect(find(devices, 'status:online')).toMatchObject({
      total: 1,
      matches: [{ device: { id: 'a' } }],
    })
    expect(find(devices, '-ana').matches.map(words)).toEqual(['elsewhere b'])
  })

  test('gives the best of all matches, and their number, in a fleet of any names', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'B', 'é', '-'), { maxLength: 6 })
    const name = letters.map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 40 }),
        fc.constantFrom('a', 'b', 'ab', 'e'),
        (names, text) => {
          const devices = names.map((each, place) => deviceOf({ id: `${place}`, name: each }))
          const rankOf = (each: string) => {
            const place = fold(each).indexOf(text)
            return fold(each) === text ? 0 : place === 0 ? 1 : place > 0 ? 2 : 3
          }
          const ranks = names
            .map(rankOf)
            .filter((rank) => rank < 3)
            .toSorted((a, b) => a - b)
          const { matches, total } = find(devices, text, 5)
          expect(total).toBe(ranks.length)
          expect(
            matches.map((match) => ('device' in match ? rankOf(match.device.name) : 9)),
          ).toEqual(ranks.slice(0, 5))
        },
      ),
    )
  })
})
