import { describe, expect, test } from 'vitest'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { termOf } from '../../src/query/query.ts'
import { deviceOf } from '../device.ts'

// A hardware ID identifies a machine in whatever way it is spelled; a placeholder identifies nothing.

const now = Date.parse('2026-11-26T12:00:00Z')

function indexOf(...hardwareIds: (string | undefined)[]) {
  const index = createFleetIndex(now)
  index.add(
    hardwareIds.map((hardwareId, place) =>
      deviceOf({
        id: `${place}`,
        name: `n${place}`,
        ...(hardwareId !== undefined && { hardwareId }),
      }),
    ),
    { place: 0 },
  )
  const ids = (q: string) => index.matching(q).map(({ id }) => id)
  const exact = (text: string) =>
    index
      .find({ text, maxDevices: 8, maxPeople: 4 })
      .matches.flatMap((match) =>
        match.rank === 'exact' && 'device' in match ? [match.device.id] : [],
      )
  const facets = () => index.query({ q: '' }).facets
  return { index, ids, exact, facets }
}

describe.each([
  ['MAC-001122334455', '00:11:22:33:44:55'],
  ['3C:22:FB:11:22:33', '3c22fb112233'],
  ['0011.2233.4455', 'mac 00-11-22-33-44-55'],
  ['PF2ABCDE', 'pf2abcde '],
  ['4c4c4544-0031-5210-8042-c8c04f4d4a32', '{4C4C4544003152108042C8C04F4D4A32}'],
])('%s and %s', (one, other) => {
  test('are found by each other, are duplicates, and both are exact', () => {
    const { ids, exact, facets } = indexOf(one, other, 'MAC-999999999999')
    for (const typed of [one, other]) {
      expect(ids(termOf('hardware', typed).source)).toEqual(['0', '1'])
      expect(ids(`"${typed.trim()}"`)).toEqual(['0', '1'])
      expect(exact(typed.trim())).toEqual(['0', '1'])
    }
    expect(ids('is:duplicate')).toEqual(['0', '1'])
    expect(facets().duplicates).toBe(2)
  })
})

test.each([
  'To Be Filled By O.E.M.',
  'Default string',
  '00000000-0000-0000-0000-000000000000',
  'N/A',
  '-1',
  'System Serial Number',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  'not specified',
  'MAC-000000000000',
])('%s makes no duplicates and is no exact name, but is found', (placeholder) => {
  const { ids, exact, facets } = indexOf(placeholder, placeholder.toLowerCase(), 'MAC-1')
  expect(ids('is:duplicate')).toEqual([])
  expect(facets().duplicates).toBe(0)
  expect(exact(placeholder)).toEqual([])
  expect(ids(termOf('hardware', placeholder).source)).toEqual(['0', '1'])
})

test('devices without a hardware ID are no duplicates of each other', () => {
  const { ids } = indexOf(undefined, undefined, '', '')
  expect(ids('is:duplicate')).toEqual([])
  expect(ids('-is:duplicate')).toHaveLength(4)
})

test('a device that gets another hardware ID is no duplicate anymore', () => {
  const { index, ids } = indexOf('MAC-1A', 'mac 1a')
  expect(ids('is:duplicate')).toEqual(['0', '1'])
  index.patch(deviceOf({ id: '1', hardwareId: 'Default string' }))
  expect(ids('is:duplicate')).toEqual([])
})
