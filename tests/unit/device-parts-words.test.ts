import { describe, expect, test } from 'vitest'
import { fullName, ownerName, ownerText } from '../../src/device/owner.ts'
import { postureVerdict } from '../../src/device/posture.ts'

describe('an owner is named by', () => {
  test.each([
    ['both names', { firstName: 'Ana', lastName: 'Kovač', email: 'a@b.example' }, 'Ana Kovač'],
    ['one name', { lastName: 'Kovač', email: 'a@b.example' }, 'Kovač'],
    ['the e-mail address', { email: 'a@b.example', id: 'u1' }, 'a@b.example'],
    ['the id', { id: 'u1' }, 'User u1'],
    ['nothing', { lastConnection: '2026-01-01T00:00:00Z' }, 'Unnamed owner'],
    ['nobody', undefined, 'No owner'],
    ['a name that lies', { firstName: 'a\u202eb' }, 'a‹U+202E›b'],
  ])('%s', (_, owner, name) => {
    expect(ownerName(owner)).toBe(name)
  })

  test('a name that fits', () => {
    expect(ownerName({ firstName: 'x'.repeat(2_000) })).toHaveLength(81)
  })
})

describe('an owner is identified by', () => {
  test.each([
    [
      'name and e-mail address',
      { firstName: 'Ana', lastName: 'Kovač', email: 'a@b.example', id: 'u1' },
      'Ana Kovač · a@b.example',
    ],
    ['the e-mail address alone', { email: 'a@b.example', id: 'u1' }, 'a@b.example'],
    ['the id', { id: 'u1' }, 'u1'],
    ['nothing', {}, 'Unnamed owner'],
    ['nobody', undefined, 'No owner'],
    ['a name that lies', { firstName: 'a\u202eb' }, 'a‹U+202E›b'],
  ])('%s', (_, owner, text) => {
    expect(ownerText(owner)).toBe(text)
  })
})

test('a full name is exactly what the API gives, for files and searches', () => {
  expect(fullName({ firstName: 'a\u202eb', lastName: 'Kovač' })).toBe('a\u202eb Kovač')
  expect(fullName({ lastName: 'Kovač' })).toBe('Kovač')
  expect(fullName(undefined)).toBe('')
})

test.each([
  [{ compliant: true }, 'compliant'],
  [{ compliant: false, lastCheck: 'x' }, 'noncompliant'],
  [{ compliant: 'true' }, 'unknown'],
  [{ compliant: 0 }, 'unknown'],
  [{ compliant: null }, 'unknown'],
  [{ Compliant: false }, 'unknown'],
  [{ checks: { compliant: false } }, 'unknown'],
  [{}, 'unknown'],
  [[], 'unknown'],
  [null, 'unknown'],
  [undefined, 'unknown'],
  ['compliant', 'unknown'],
  [false, 'unknown'],
])('posture %j is %s', (posture, verdict) => {
  expect(postureVerdict(posture)).toBe(verdict)
})

test('a verdict is never read from an inherited key', () => {
  expect(postureVerdict(Object.create({ compliant: true }))).toBe('unknown')
})
