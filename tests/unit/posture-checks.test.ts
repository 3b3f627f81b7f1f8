import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failedChecks, readPosture } from '../../src/device/posture-checks.ts'
import { postureNote } from '../../src/device/posture-note.ts'

const said = (posture: unknown) =>
  readPosture(posture).checks.map(({ name, result, reason }) =>
    [result, name, reason].filter(Boolean).join(' '),
  )

describe('checks are read from', () => {
  const firewall = ['failed Firewall turned off']
  test.each([
    [[{ name: 'Firewall', passed: false, reason: 'turned off' }]],
    [{ checks: [{ name: 'Firewall', ok: false, message: 'turned off' }] }],
    [{ results: [{ check: 'Firewall', compliant: false, detail: 'turned off' }] }],
    [{ rules: [{ title: 'Firewall', status: 'FAILED', reason: 'turned off' }] }],
    [{ policy: [{ id: 'Firewall', result: 'non-compliant', error: 'turned off' }] }],
    [{ checks: { Firewall: { passed: false, reason: 'turned off' } } }],
  ])('%j', (posture) => {
    expect(said(posture)).toEqual(firewall)
  })

  test('results by name, in texts or as fields of the posture itself', () => {
    expect(said({ checks: { Disk: 'pass', Firewall: 'fail' } })).toEqual([
      'failed Firewall',
      'passed Disk',
    ])
    const posture = { compliant: false, disk: { ok: true }, firewall: { ok: false } }
    expect(said(posture)).toEqual(['failed firewall', 'passed disk'])
    expect(readPosture(posture).rest).toEqual({ compliant: false })
  })

  test('a list in which a result is missing or unclear, failures first', () => {
    const checks = [
      { name: 'A', passed: true },
      { name: 'B', status: 'skipped' },
      { name: 'C', passed: null, result: 'failed' },
    ]
    expect(said({ checks })).toEqual(['failed C', 'other B', 'passed A'])
    expect(failedChecks({ checks })).toEqual(['C'])
  })
})

test.each([
  ['pending'],
  [undefined],
  [null],
  [[]],
  [[['disk', true]]],
  [{ compliant: true, lastCheck: 'yesterday' }],
  [{ disk: { encrypted: false } }],
  [{ checks: [{ name: 'A', passed: true }, 'B'] }],
  [{ checks: [{ name: 'A', version: 3 }] }],
  [{ checks: [{ passed: true }] }],
  [{ previous: { compliant: true } }],
  [{ states: [{ name: 'A', state: 'idle' }] }],
])('%j holds no checks and stays as it is', (posture) => {
  expect(readPosture(posture)).toEqual({ checks: [], rest: posture })
})

test('no part of a posture is lost, whatever it is', () => {
  const value = fc.jsonValue()
  const check = fc.record({ name: fc.string({ minLength: 1 }), passed: fc.boolean(), more: value })
  const posture = fc.dictionary(fc.string(), fc.oneof(value, fc.array(check), check))
  fc.assert(
    fc.property(posture, (given) => {
      const { checks, rest } = readPosture(given)
      const text = JSON.stringify([checks, rest])
      for (const [key, entry] of Object.entries(given)) {
        const isList = Array.isArray(entry) && entry.length > 0
        if (!isList && (rest as object | undefined) && Object.hasOwn(rest as object, key)) {
          expect((rest as Record<string, unknown>)[key]).toEqual(entry)
        } else {
          for (const item of [entry].flat()) {
            const more = (item as { more?: unknown } | null)?.more
            if (more !== undefined) expect(text).toContain(JSON.stringify(more))
          }
        }
      }
    }),
  )
})

describe('a note explains', () => {
  const noteOf = (posture: unknown) => postureNote(posture, readPosture(posture).checks)
  test.each([
    [{ compliant: 'yes' }, '“compliant” is "yes" here, which is neither true nor false.'],
    [{ compliant: null }, '“compliant” is null here, which is neither true nor false.'],
    [
      { Compliant: false },
      '“Compliant” is false here, but only the documented key “compliant” counts.',
    ],
    [
      { compliant: true, checks: [{ name: 'A', passed: false }] },
      'The API reports “Compliant” although 1 check failed.',
    ],
    [
      { compliant: false, checks: [{ name: 'A', passed: true }] },
      'The API reports “Not compliant” although every check listed here passed.',
    ],
  ])('%j', (posture, note) => {
    expect(noteOf(posture)).toBe(note)
  })

  test.each([
    [{ compliant: true }],
    [{ compliant: false }],
    [{ compliant: false, checks: [{ name: 'A', passed: false }] }],
    [{ compliant: true, checks: [{ name: 'A', passed: true }] }],
    [{}],
    [undefined],
    ['compliant'],
  ])('nothing where %j contradicts nothing', (posture) => {
    expect(noteOf(posture)).toBeUndefined()
  })
})
