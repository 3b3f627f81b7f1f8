import { pick } from './random.ts'

/** A posture last checked at `lastCheck` (ISO 8601), in a shape that `chooser` decides; the API documents none. */
export function posture(chooser: number, lastCheck: string): unknown {
  const share = chooser % 1000
  const variant = Math.floor(chooser / 1000)
  if (share < 120) return undefined
  if (share < 860) {
    const compliant = share < 700
    return variant % 3 === 0 ? detailed(variant, lastCheck, compliant) : { compliant, lastCheck }
  }
  if (share < 880) return {}
  if (share < 930) return detailed(variant, lastCheck, chooser % 3 !== 0)
  return oddPosture(variant, lastCheck)
}

const osVersions = ['14.6.1', '14.6.1', '14.6.1', '14.5', '14.4.1', '13.6.9'] as const
const scanners = ['Sentry AV', 'Sentry AV', 'Bulwark'] as const

/** Postures by name; a `variant` selects one of the unexpected ones. */
export const namedPostures = {
  compliant: (lastCheck) => ({ compliant: true, lastCheck }),
  'not compliant': (lastCheck) => ({ compliant: false, lastCheck }),
  'all passed': (lastCheck) => detailed(1, lastCheck, true),
  'firewall off': (lastCheck) => detailed(1, lastCheck, false),
  'by name': checksByName,
  odd: (lastCheck, variant) => oddPosture(variant, lastCheck),
} satisfies Record<string, (lastCheck: string, variant: number) => unknown>

/** A posture with facts and a list of checks; at least one of these failed unless `compliant`. */
function detailed(variant: number, lastCheck: string, compliant: boolean): unknown {
  const failing = compliant ? -1 : variant % 3
  const found = failing === 2 ? '13.2.1' : pick(osVersions, variant >>> 2)
  return {
    compliant,
    lastCheck,
    disk: { encrypted: failing !== 0, freeGb: 8 + (variant % 37) * 12 },
    os: { name: 'macOS', version: found },
    av: variant % 5 === 0 ? [] : [{ name: pick(scanners, variant >>> 3), enabled: true }],
    checks: [
      { name: 'Disk encryption', passed: failing !== 0 },
      {
        name: 'Firewall',
        passed: failing !== 1,
        ...(failing === 1 && { reason: 'turned off by the user' }),
      },
      { name: 'OS version', passed: failing !== 2, found, wanted: '13.6' },
    ],
  }
}

/** The same facts in another spelling: results by the name of the check. */
function checksByName(lastCheck: string): unknown {
  return {
    compliant: false,
    lastCheck,
    results: {
      'Disk encryption': { status: 'passed' },
      'Screen lock': { status: 'failed', message: 'no password required after sleep' },
      'OS version': { status: 'skipped', message: 'not reported by this client' },
    },
  }
}

/** An unexpected posture: another type, nested, deep, long. */
function oddPosture(chooser: number, lastCheck: string): unknown {
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
