import type { Device } from '../../api/device.ts'
import { readPosture } from '../../device/posture-checks.ts'
import { postureVerdict, type PostureVerdict } from '../../device/posture.ts'
import { listFields, type CountedPosture, type PostureFields } from './posture-fields.ts'
import { createTally, type TalliedValues } from './posture-tally.ts'

/** The postures of all devices: checks that fail, and every field with its most frequent values. */
export interface PostureSummary extends PostureFields {
  devices: number
  /** Devices whose answer has a posture, empty or not. */
  withPosture: number
  withChecks: number
  results: Readonly<Record<PostureVerdict, number>>
  /** Names of failing checks with the devices on which they fail. */
  failing: TalliedValues
}

const maxFailingShown = 100

/** The postures of these devices; an object that several devices share is one. */
export function countPostures(devices: readonly { device: Device }[]): CountedPosture[] {
  const byPosture = Map.groupBy(devices, ({ device }) => device.posture)
  return [...byPosture].map(([posture, { length }]) => ({ posture, devices: length }))
}

/** Counts what postures say. A device without a posture is one whose posture is `undefined`. */
export function summarizePostures(postures: readonly CountedPosture[]): PostureSummary {
  const results = { compliant: 0, noncompliant: 0, unknown: 0 }
  const failing = createTally()
  let total = 0
  let withPosture = 0
  let withChecks = 0
  for (const [number, { posture, devices }] of postures.entries()) {
    total += devices
    results[postureVerdict(posture)] += devices
    if (posture === undefined) continue
    withPosture += devices
    const { checks } = readPosture(posture)
    if (checks.length > 0) withChecks += devices
    for (const { name, result } of checks) {
      if (result === 'failed') failing.add(name, devices, number)
    }
  }
  return {
    devices: total,
    withPosture,
    withChecks,
    results,
    failing: failing.top(maxFailingShown),
    ...listFields(postures),
  }
}
