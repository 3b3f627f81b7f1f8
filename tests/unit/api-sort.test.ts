import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortFormats, serializeSort } from '../../src/api/sort.ts'
import { serverSortFields } from '../../src/device/fields.ts'
import { parseServerSort } from './device-list.ts'

const entry = fc.record({ field: fc.constantFrom(...serverSortFields), descending: fc.boolean() })
const format = fc.constantFrom(...sortFormats)

test.each([
  ['prefix', 'name', '-name'],
  ['colon', 'name:asc', 'name:desc'],
  ['comma', 'name,ASC', 'name,DESC'],
] as const)('%s is spelled %s and %s', (spelling, ascending, descending) => {
  expect(serializeSort({ field: 'name', descending: false }, spelling)).toBe(ascending)
  expect(serializeSort({ field: 'name', descending: true }, spelling)).toBe(descending)
})

test('an entry is read as it was spelled, in every format', () => {
  fc.assert(
    fc.property(entry, format, (one, spelling) => {
      expect(parseServerSort(serializeSort(one, spelling), spelling)).toEqual(one)
    }),
  )
})

test('only fields that the server sorts by are read, whatever the text', () => {
  fc.assert(
    fc.property(fc.string(), format, (text, spelling) => {
      const read = parseServerSort(text, spelling)
      return read === undefined || serializeSort(read, spelling) === text
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
    for (const spelling of sortFormats) expect(parseServerSort(text, spelling)).toBeUndefined()
})

test('no format reads another one’s descending order as its own', () => {
  expect(parseServerSort('name:desc', 'prefix')).toBeUndefined()
  expect(parseServerSort('-name', 'colon')).toBeUndefined()
  expect(parseServerSort('name,desc', 'comma')).toBeUndefined()
})
