import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { indentJson } from '../../src/lib/exact-json.ts'

test.each([
  '2.10',
  '1.0',
  '12345678901234567890',
  '0.12345678901234567',
  '1764385200123456789',
  '1e5',
  '1.50E+1',
  '-0',
  '-0.50',
  '42',
])('JSON is indented with the digits of a number as they came: %s', (digits) => {
  expect(indentJson(`{"a":${digits},"b":[${digits}]}`)).toBe(
    `{\n  "a": ${digits},\n  "b": [\n    ${digits}\n  ]\n}`,
  )
})

test.each(['2.10', '\\u00002.10', '\\u0000\\u00001', 'say \\"1.0\\", 1.0'])(
  'a text stays a text, in a name and in a value, beside such a number: %s',
  (text) => {
    expect(indentJson(`{"${text}":"${text}","n":1.0}`)).toBe(
      `{\n  "${text}": "${text}",\n  "n": 1.0\n}`,
    )
  },
)

test('any JSON stays what it says', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(indentJson(`[1.0,${text}]`))).toEqual(JSON.parse(`[1.0,${text}]`))
    }),
  )
})

test('JSON that is nested too deep is cut, and keeps no digits', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  expect(indentJson(`{"v":2.10,"posture":${deep}}`)).toContain('Nested too deep to show')
})
