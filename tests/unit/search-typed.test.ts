import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchOf } from '../../src/devices/search-page.ts'
import { createFleetIndex } from '../../src/fleet/snapshot/fleet-index.ts'
import { parsePeopleSearch } from '../../src/fleet/people-search.ts'
import { parseQuery } from '../../src/query/query.ts'
import { wordForms } from '../../src/query/word-forms.ts'
import { deviceOf } from '../device.ts'

// What an admin types or pastes finds the device, however its name was written.

function finds(fields: Parameters<typeof deviceOf>[0], typed: string): boolean {
  const index = createFleetIndex()
  index.add([deviceOf({ id: 'wanted', ...fields }), deviceOf({ id: 'b', name: 'other' })])
  const ids = index.query({ q: typed, limit: 9 }).devices.map(({ id }) => id)
  return ids.length === 1 && ids[0] === 'wanted'
}

test.each([
  ['Ana’s MacBook Pro', "Ana's"],
  ['Ana’s MacBook Pro', 'anas macbook'],
  ["O'Brien-LT", 'obrien'],
  ['lab-pc-07', 'LAB-PC-07.corp.example.com'],
  ['lab-pc-07', 'lab-pc-07.local'],
  ['lab-pc-07.corp.example.com', 'lab-pc-07'],
  ["Bob's ThinkPad", 'Bob’s'],
  ['Bob`s ThinkPad', "bob's"],
  ['lab‑printer‑07', 'lab-printer'],
  ['lab-printer-07', 'lab–printer'],
  ['Büro–PC 3', 'Büro-PC'],
  ['Büro\u00a0PC 3', '"Büro PC"'],
  ['Lab  PC', '"Lab PC"'],
  ['15" iMac', '15" iMac'],
  ['15” iMac', '15" iMac'],
  ['15″ iMac', '15" iMac'],
  ["15'' iMac", '15" iMac'],
  ['15" iMac', '15” iMac'],
  ['15" iMac', 'imac 15"'],
  ['15" iMac', '“15" iMac”'],
  ['iMac 27"', 'iMac 27"'],
  ['Bob"s PC', 'Bob"s PC'],
  ['"Kiosk', '"Kiosk'],
  ['“Kiosk” 3', '"Kiosk" 3'],
  ['"Kiosk" 3', '“Kiosk” 3'],
  ['old laptop', '“old laptop”'],
  ['Jürgens PC', 'juergens'],
  ['Bu\u0308ro', 'BUERO'],
  ['Mueller-01', 'Müller'],
  ['Søren Åses PC', '"soeren aases"'],
  ['مـحمد', 'محمد'],
  ['محمد', 'مـحمد'],
  ['lab-printer', 'lab-printer,'],
  ['lab-printer', '<lab-printer>;'],
])('a device named %s is found by %s', (name, typed) => {
  expect(finds({ name }, typed)).toBe(true)
})

test.each([
  ['Blumen', 'blue'],
  ['Samuls', 'Samuel'],
  ['Muller', 'Mueller'],
  ['Muller', 'muelle'],
  ['anything', ','],
])('a device named %s is not found by %s', (name, typed) => {
  expect(finds({ name }, typed)).toBe(false)
})

test.each([
  ['lab-pc-071', 'lab-pc-07.corp.example.com'],
  ['anas-laptop', 'ana.kovacevic'],
  ['2-tower', '2.10.1'],
])('a device named %s is not found by %s', (name, typed) => {
  expect(finds({ name }, typed)).toBe(false)
})

test('a pasted text without an end of words is looked for, too', () => {
  const text = 'a'.repeat(200_000)
  expect(wordForms(text)).toEqual([text])
})

test('the whole name is what a host with its domain found', () => {
  const { terms } = parseQuery('lab-pc-07.corp.example.com')
  expect(matchOf(deviceOf({ name: 'LAB-PC-07' }), terms)).toEqual({
    marks: { name: ['', 'LAB-PC-07'] },
  })
})

test.each(['<ana@harbor.example>', 'ana@harbor.example,', 'Ana Bo <ana@harbor.example>;'])(
  'an e-mail address is found as a mail program copies it: %s',
  (typed) => {
    const owner = { id: 'u-1', firstName: 'Ana', lastName: 'Bo', email: 'ana@harbor.example' }
    expect(finds({ owner }, typed)).toBe(true)
  },
)

describe('a hardware ID', () => {
  test.each([
    ['MAC-001122334455', '00:11:22:33:44:55'],
    ['3C:22:FB:11:22:33', '3c22fb112233'],
    ['3C:22:FB:11:22:33', '3C-22-FB-11-22-33'],
    ['3C-22-FB-11-22-33', '3c22.fb11.2233'],
    ['3c22fb112233', 'MAC-3C22FB112233'],
    ['3C:22:FB:11:22:33', 'MAC:3C:22:FB:11:22:33'],
    ['3C:22:FB:11:22:33', '3c22fb'],
    ['MAC-3C22FB112233', 'fb:11:22'],
    ['VMware-56 4d a1 b2', 'VMware-564da1b2'],
    ['5CG 123-4567', '5cg1234567'],
    ['5CG1234567', 'SN: 5CG1234567'],
    ['5CG1234567', 'S/N: 5CG1234567'],
    ['5CG1234567', 'Serial:5CG1234567'],
    ['5CG1234567', '(5CG1234567)'],
    ['MAC-3C22FB112233', 'MAC: 3C:22:FB:11:22:33,'],
  ])('%s is found by %s, as a word and as a term', (hardwareId, typed) => {
    expect(finds({ hardwareId }, typed)).toBe(true)
    const isComplete = typed.replace(/\W|mac/gi, '').length >= 10
    if (isComplete) expect(finds({ hardwareId }, `hardware:"${typed}"`)).toBe(true)
    expect(finds({ hardwareId }, `-"${typed}" wanted`)).toBe(false)
  })

  test('is found whatever the case and separators of both sides', () => {
    const pairs = fc.array(fc.stringMatching(/^[\da-f]{2}$/), { minLength: 6, maxLength: 6 })
    const spelling = fc.constantFrom(
      (all: string[]) => all.join(':'),
      (all: string[]) => all.join('-').toUpperCase(),
      (all: string[]) => `MAC-${all.join('').toUpperCase()}`,
      (all: string[]) => all.join('').replace(/(.{4})(.{4})/, '$1.$2.'),
    )
    fc.assert(
      fc.property(pairs, spelling, spelling, (all, stored, typed) => {
        const fields = { hardwareId: stored(all) }
        expect(finds(fields, typed(all))).toBe(true)
        expect(finds(fields, `hardware:${typed(all)}`)).toBe(true)
      }),
    )
  })

  test('is not found by a version or a number that its digits happen to contain', () => {
    expect(finds({ hardwareId: 'MAC-002104334455' }, '2.10')).toBe(false)
    expect(finds({ hardwareId: 'MAC-002104334455' }, '21-04')).toBe(false)
    expect(finds({ hardwareId: '---' }, 'hardware:...')).toBe(false)
  })

  test('is named as the reason why a row is there', () => {
    const device = deviceOf({ hardwareId: 'MAC-001122334455' })
    const { terms } = parseQuery('00:11:22:33:44:55')
    expect(matchOf(device, terms)).toEqual({
      marks: { hardwareId: ['MAC-', '001122334455'] },
    })
  })
})

test('people are found by names with quotes', () => {
  expect(parsePeopleSearch('O’Neil “Ana Bo” 15"').words).toEqual(['O’Neil', 'Ana Bo', '15"'])
})
