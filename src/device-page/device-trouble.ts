import type { Device } from '../api/device.ts'
import { isInconsistent } from '../device/inconsistent.ts'
import { readPosture } from '../device/posture-checks.ts'
import { inSentence } from '../device/posture-reason.tsx'
import { sanitizeForDisplay } from '../lib/text.ts'

/**
 * What a blocked or contradicting device's status means, in a sentence; `undefined` for any other.
 * "Unauthorized" is a word of the vendor's help alone: blocked, usually by posture.
 */
export function deviceTrouble({ status, active, posture }: Device): string | undefined {
  if (status.toLowerCase() === 'unauthorized') {
    return `Blocked: ${reasonsOf(posture) || 'the API gives no reason'}`
  }
  if (!isInconsistent(status, active)) return undefined
  return active
    ? 'Deactivated by status, but still enabled: it may be able to connect. Deactivate it again to be sure.'
    : `Not enabled, but its status is ${status}. One of them may be out of date.`
}

/** "firewall (turned off by the user), disk encryption". */
function reasonsOf(posture: unknown): string {
  return readPosture(posture)
    .checks.filter(({ result }) => result === 'failed')
    .map(({ name, reason }) => {
      const text = inSentence(sanitizeForDisplay(name, 80))
      return reason === undefined ? text : `${text} (${sanitizeForDisplay(reason, 120)})`
    })
    .join(', ')
}
