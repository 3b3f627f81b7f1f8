import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSort, serverSortFields, sortFormats, spellSort } from '../../src/api/sort.ts'

const entry = fc.record({ field: fc.constantFrom(...serverSortFields), descending: fc.boolean() })
const format = fc.constantFrom(...sortFormats)

test.each([
  ['prefix', 'name', '-name'],
  ['colon', 'name:asc', 'name:desc'],
  ['comma', 'name,ASC', 'name,DESC'],
] as const)('%s is spelled %s and %s', (spelling, ascending, descending) => {
  expect(spellSort({ field: 'name', descending: false }, spelling)).toBe(ascending)
  expect(spellSort({ field: 'name', descending: true }, spelling)).toBe(descending)
})

test('an entry is read as it was spelled, in every format', () => {
  fc.assert(
    fc.property(entry, format, (one, spelling) => {
      expect(readSort(spellSort(one, spelling), spelling)).toEqual(one)
    }),
  )
})

test('only fields that the server sorts by are read, whatever the text', () => {
  fc.assert(
    fc.property(fc.string(), format, (text, spelling) => {
      const read = readSort(text, spelling)
      return read === undefined || spellSort(read, spelling) === text
    }),
  )
  for (const text of [
    '',
    '-',
    '--name',
    'owner',
    '__proto__',
    'constructor',
    'name,',
    '+name',
    'NAME',
  ])
    for (const spelling of sortFormats) expect(readSort(text, spelling)).toBeUndefined()
})

test('no format reads another one’s descending order as its own', () => {
  expect(readSort('name:desc', 'prefix')).toBeUndefined()
  expect(readSort('-name', 'colon')).toBeUndefined()
  expect(readSort('name,desc', 'comma')).toBeUndefined()
})
