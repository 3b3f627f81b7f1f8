import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failedChecks, readPosture } from '../../src/device/posture-checks.ts'
import { postureNote } from '../../src/device-page/posture-note.ts'

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
    [{ checks: [{ name: 'Firewall', passed: '0.0', reason: 'turned off' }] }],
    [{ checks: [{ check: { name: 'Firewall' }, result: 'violation', reason: 'turned off' }] }],
    [{ checks: [{ name: 'Firewall', result: { status: 'fail', reason: 'turned off' } }] }],
    [{ checks: [{ name: 'Firewall', status: 'NOK', reason: 'turned off' }] }],
    [{ checks: [{ name: 'Firewall', status: '✗', reason: 'turned off' }] }],
    [{ checks: [{ name: 'Firewall', result: 'Fail (1/3)', reason: 'turned off' }] }],
    [{ checks: [{ name: 'Firewall', status: 'nicht bestanden', reason: 'turned off' }] }],
    [{ checks: [{ name: 'Firewall', status: 'non conforme', reason: 'turned off' }] }],
  ])('%j', (posture) => {
    expect(said(posture)).toEqual(firewall)
  })

  test.each([[{ failures: ['A'] }], [{ violations: [{ name: 'A' }] }], [{ failed_rules: ['A'] }]])(
    'a list of failures: %j',
    (posture) => {
      expect(said(posture)).toEqual(['failed A'])
    },
  )

  test.each<[string, unknown, readonly string[]]>([
    [
      'names where there are IDs, too',
      {
        checks: [
          { id: 'a1', displayName: 'BitLocker required', state: 'nonCompliant' },
          { id: 'a2', displayName: 'Defender on', state: 'compliant' },
        ],
      },
      ['failed BitLocker required', 'passed Defender on'],
    ],
    [
      'objects by ID that have a name',
      {
        '8534a230-e85e-4183-8964-a4b7dcf72986': {
          rule_name: 'Disk encrypted',
          success: false,
          error: 'drive D: not encrypted',
        },
      },
      ['failed Disk encrypted drive D: not encrypted'],
    ],
    [
      'responses of policies, as Fleet gives them',
      {
        policies: [
          { id: 1, name: 'Disk encryption on', response: 'fail' },
          { id: 2, name: 'Firewall on', response: 'pass' },
          { id: 3, name: 'Screen lock on', response: '' },
        ],
      },
      ['failed Disk encryption on', 'other Screen lock on', 'passed Firewall on'],
    ],
    [
      'states of settings, as Intune gives them',
      {
        deviceCompliancePolicyStates: [
          { setting: 'Windows10.tpm', settingName: 'TPM', state: 'remediated' },
          { setting: 'Windows10.bitLocker', settingName: 'BitLocker', state: 'nonCompliant' },
          { setting: 'Windows10.av', settingName: 'Antivirus', state: 'notApplicable' },
        ],
      },
      ['failed BitLocker', 'other Antivirus', 'passed TPM'],
    ],
    [
      'signals inside an assessment, as CrowdStrike gives them',
      {
        assessment: { os: 80, overall: 74 },
        assessment_items: {
          os_signals: [
            { signal_id: '4', signal_name: 'FileVault', group_name: 'disk', meets_criteria: 'no' },
            { signal_id: '5', signal_name: 'Gatekeeper', group_name: 'os', meets_criteria: 'yes' },
          ],
        },
      },
      ['failed FileVault', 'passed Gatekeeper'],
    ],
    [
      'lists of failing checks, as Kolide gives them',
      {
        failing_checks: [
          { id: 5, title: 'Firewall' },
          { id: 9, title: 'Screen lock' },
        ],
      },
      ['failed Firewall', 'failed Screen lock'],
    ],
    [
      'lists of names under their result',
      { results: { passed: ['Disk encryption'], failed: ['Firewall'], failedPolicies: ['TPM'] } },
      ['failed Firewall', 'failed TPM', 'passed Disk encryption'],
    ],
    [
      'findings by rule, which are true for a failure, as the macOS baselines give them',
      { os_filevault: { finding: true, exempt: false }, os_firewall: { finding: false } },
      ['failed os_filevault', 'passed os_firewall'],
    ],
    [
      'flags under their names',
      { checks: { diskEncryption: true, firewall: false } },
      ['failed firewall', 'passed diskEncryption'],
    ],
    [
      'rows of osquery, where every value is a text',
      {
        queries: [
          { query_name: 'firewall', passes: '0', passed: '0' },
          { query_name: 'sip', passed: '1' },
        ],
      },
      ['failed firewall', 'passed sip'],
    ],
    [
      'types of compliance, as AWS Config gives them',
      {
        EvaluationResults: [
          { ConfigRuleName: 'x', RuleName: 'MFA', ComplianceType: 'NON_COMPLIANT' },
        ],
      },
      ['failed MFA'],
    ],
    [
      'results of rules, as OpenSCAP gives them',
      {
        'rule-result': [
          { '@idref': 'rule_usb', result: 'fixed' },
          { '@idref': 'rule_ssh', result: 'fail' },
          { '@idref': 'rule_ipv6', result: 'notapplicable' },
        ],
      },
      ['failed rule_ssh', 'other rule_ipv6', 'passed rule_usb'],
    ],
    [
      'configurations, as Defender gives them',
      [{ configurationName: 'BitLocker', isCompliant: 'false', isApplicable: true }],
      ['failed BitLocker'],
    ],
    [
      'definitions of policies, as Azure gives them',
      [{ policyDefinitionName: 'Disk', complianceState: 'NonCompliant' }],
      ['failed Disk'],
    ],
    [
      'states of health, and keys with dots',
      {
        checks: [
          { 'check.name': 'AV', 'check.status': 'Unhealthy' },
          { name: 'FW', status: 'Healthy' },
        ],
      },
      ['failed AV', 'passed FW'],
    ],
    [
      'results of several words',
      {
        checks: [
          { name: 'Disk', status: 'Out of compliance' },
          { name: 'OS', status: 'In compliance' },
        ],
      },
      ['failed Disk', 'passed OS'],
    ],
    [
      'a posture inside another object',
      { jamf: { compliant: false, checks: [{ PolicyName: 'Gatekeeper', Outcome: 'Failed' }] } },
      ['failed Gatekeeper'],
    ],
  ])('%s', (_, posture, checks) => {
    expect(said(posture)).toEqual(checks)
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
  [{ comment: 'ok', phase: 'ok', note: 'failed' }],
  [{ enrollment: { comment: 'ok', step: 'passed', note: 'failed' } }],
  [{ checks: { comment: 'ok', status: 'failed' } }],
  [{ policies: { allowUsb: false, allowCamera: true } }],
  [
    {
      attributes: {
        'intune:complianceState': 'compliant',
        'custom:disk': true,
        'node:os': 'macos',
      },
    },
  ],
  [{ device: { id: 'abc', status: 'ok' } }],
  [{ failed: 3, passed: 12 }],
  [{ battery: { health: 'good', name: 'BAT0' } }],
  [{ 'custom:ok': true, 'node:os': 'linux' }],
  [{ checks: [{ name: 'A', status: 'N/A' }] }],
  [{ checks: [{ name: ' ', passed: false }] }],
  // A number may as well be an exit code, of which 0 is the good one.
  [
    {
      checks: [
        { name: 'A', result: 0 },
        { name: 'B', result: 1 },
      ],
    },
  ],
  [{ checks: { Disk: 1, Firewall: 0 } }],
  [{ disk: { result: '0' }, firewall: { result: '1' } }],
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
