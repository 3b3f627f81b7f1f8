import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutNoteIn, hasCutNote, limitJson } from '../../src/lib/limit-json.ts'

const numbers = (length: number) => Array.from({ length }, (_, place) => place)
const byKey = (length: number) => Object.fromEntries(numbers(length).map((key) => [`k${key}`, key]))

/** Number of lists, objects and values, counted without recursion. */
function sizeOf(json: unknown): number {
  const open = [json]
  for (const value of open) {
    if (typeof value === 'object' && value !== null) {
      for (const inside of Object.values(value)) open.push(inside)
    }
  }
  return open.length
}

test('JSON within the limits is copied as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const copy = limitJson(json)
      expect(JSON.stringify(copy)).toBe(JSON.stringify(json))
      expect(hasCutNote(JSON.stringify(copy))).toBe(false)
    }),
  )
})

test.each([
  ['a list of 1,001', numbers(1_001), 'Showing the first 1,000 of 1,001 entries'],
  ['a list of 100,000', numbers(100_000), 'Showing the first 1,000 of 100,000 entries'],
  ['an object of 100,000 keys', byKey(1e5), 'Showing the first 1,000 of 100,000 entries'],
  [
    'an object with keys like places',
    Object.fromEntries(numbers(2_000).map((key) => [key, key])),
    'Showing the first 1,000 of 2,000 entries',
  ],
])('%s is cut, and a note at its end tells how many there are', (_, json, note) => {
  const copy = limitJson({ json }) as { json: object }
  const values = Object.values(copy.json)
  expect(values).toHaveLength(1_001)
  expect(values.slice(0, 1_000)).toEqual(numbers(1_000))
  expect(values.at(-1)).toBe(note)
  expect(cutNoteIn(copy.json)).toBe(note)
  expect(hasCutNote(JSON.stringify(copy, null, 2))).toBe(true)
})

test('large branches don’t displace the fields beside them', () => {
  const table = numbers(200).map(() => byKey(1_000))
  const tree = numbers(40).map(() => numbers(40).map(() => numbers(40).map(() => [1])))
  const copy = limitJson({ table, tree, compliant: false, disk: { encrypted: false } })
  expect(copy).toMatchObject({ compliant: false, disk: { encrypted: false } })
  // 10,000 values, and a note in each branch that is cut.
  expect(sizeOf(copy)).toBeLessThan(20_000)
})

test('a second cut counts from the number before the first', () => {
  const once = limitJson({ list: numbers(100_000), keys: byKey(5_000) })
  expect(limitJson(once)).toEqual(once)
  const twice = limitJson(once, { maxDepth: 6, maxEntries: 2, maxValues: 100 })
  expect(twice).toEqual({
    list: [0, 1, 'Showing the first 2 of 100,000 entries'],
    keys: { k0: 0, k1: 1, '…': 'Showing the first 2 of 5,000 entries' },
  })
})

test('a text that looks like a note hides nothing', () => {
  const note = 'Showing the first 1 of 5 entries'
  for (const json of [{ '…': note, firewall: false }, { note, firewall: false }, [note, false]]) {
    expect(JSON.stringify(limitJson(json))).toBe(JSON.stringify(json))
    expect(cutNoteIn(json)).toBeUndefined()
  }
})

test('a key __proto__ stays a key', () => {
  const copy = limitJson(JSON.parse('{"__proto__":{"a":[1]}}')) as object
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"a":[1]}}')
})
