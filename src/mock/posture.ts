import { pick } from './random.ts'

/**
 * The posture of a device whose checks last ran at `lastCheck` (ISO 8601); `chooser` decides its
 * shape, and `undefined` stands for none. The API documents no schema, only one sample, so the other
 * shapes are any JSON.
 */
export function posture(chooser: number, lastCheck: string): unknown {
  const share = chooser % 1000
  if (share < 120) return undefined
  if (share < 700) return { compliant: true, lastCheck }
  if (share < 860) return { compliant: false, lastCheck }
  if (share < 880) return {}
  if (share < 930) return detailed(chooser, lastCheck)
  return oddPosture(Math.floor(chooser / 1000), lastCheck)
}

function detailed(chooser: number, lastCheck: string): unknown {
  const failed = chooser % 3 === 0
  return {
    compliant: !failed,
    lastCheck,
    checks: [
      { name: 'Disk encryption', passed: true },
      {
        name: 'Firewall',
        passed: !failed,
        ...(failed ? { reason: 'Turned off by the user' } : {}),
      },
      { name: 'OS version', passed: true, found: '14.6.1', wanted: '14.5' },
    ],
  }
}

/** An unexpected posture: another type, nested, deep, long. */
export function oddPosture(chooser: number, lastCheck: string): unknown {
  return pick(oddShapes, chooser)(lastCheck)
}

const oddShapes: [(lastCheck: string) => unknown, ...((lastCheck: string) => unknown)[]] = [
  () => 'pending',
  () => 42,
  () => [],
  () => null,
  (lastCheck) => ({ compliant: 'yes', lastCheck, score: 0.8732 }),
  (lastCheck) => ({ compliant: null, lastCheck: 'yesterday', previous: [lastCheck, null, 17] }),
  () => [
    ['disk', [true, 256.5, null]],
    ['ports', [22, 443, [8080, 8443]]],
  ],
  (lastCheck) => ({
    lastCheck,
    agent: nested(14),
    Compliant: false,
    'weird key: <b>bold</b>': '<script>alert(1)</script>',
  }),
  (lastCheck) => ({
    compliant: true,
    lastCheck,
    installedSoftware: Array.from({ length: 140 }, (_, row) => `package-${row}@1.${row % 9}.0`),
    log: 'check passed; '.repeat(250),
  }),
]

function nested(depth: number): unknown {
  return depth === 0 ? 'bottom' : { level: depth, inside: nested(depth - 1) }
}
