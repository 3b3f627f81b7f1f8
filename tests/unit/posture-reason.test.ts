import { expect, test } from 'vitest'
import { failuresInWords } from '../../src/device/posture-reason.tsx'

const failing = (...names: string[]) => ({
  compliant: false,
  checks: names.map((name) => ({ name, passed: false })),
})

test.each([
  [[], ''],
  [['Firewall'], 'Firewall'],
  [['Firewall', 'Disk encryption'], 'Firewall, disk encryption'],
  [['Firewall', 'OS version'], 'Firewall, OS version'],
  [['Firewall', 'Disk encryption', 'Screen lock', 'OS version'], 'Firewall, disk encryption +2'],
  [['Firewall', 'Firewall'], 'Firewall'],
])('failed checks %j are told in a row as “%s”', (names, text) => {
  expect(failuresInWords(failing(...names))).toBe(text)
})

test('a check that passed is no reason', () => {
  expect(failuresInWords({ compliant: false, checks: [{ name: 'Firewall', passed: true }] })).toBe(
    '',
  )
})
