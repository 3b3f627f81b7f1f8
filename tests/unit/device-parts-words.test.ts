import { describe, expect, test } from 'vitest'
import { ownerName } from '../../src/device-parts/owner.ts'
import { postureVerdict } from '../../src/device-parts/posture.ts'

describe('an owner goes by', () => {
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

test.each([
  [{ compliant: true }, 'compliant'],
  [{ compliant: false, lastCheck: 'x' }, 'not compliant'],
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
