import { counted, sanitizeForDisplay } from '../lib/text.ts'
import type { PostureCheck } from '../device/posture-checks.ts'
import { postureVerdict, postureWords } from '../device/posture.ts'

/** Explains a result that seems to contradict the data below it; `undefined` when nothing does. */
export function postureNote(posture: unknown, checks: readonly PostureCheck[]): string | undefined {
  const verdict = postureVerdict(posture)
  if (verdict === 'unknown') return whyUnknown(posture)
  const failed = checks.filter(({ result }) => result === 'failed').length
  if (verdict === 'compliant' && failed > 0) {
    return `The API reports “${postureWords.compliant}” although ${counted(failed, 'check')} failed.`
  }
  if (verdict === 'noncompliant' && checks.length > 0 && checks.every(isPassed)) {
    return `The API reports “${postureWords.noncompliant}” although every check listed here passed.`
  }
  return undefined
}

function isPassed({ result }: PostureCheck): boolean {
  return result === 'passed'
}

function whyUnknown(posture: unknown): string | undefined {
  if (typeof posture !== 'object' || posture === null) return undefined
  for (const [key, value] of Object.entries(posture)) {
    const stated = sanitizeForDisplay(JSON.stringify(value), 40)
    if (key === 'compliant') {
      return `“compliant” is ${stated} here, which is neither true nor false.`
    }
    if (/^(?:is)?[\s_-]?complian(?:t|ce)$/i.test(key)) {
      return `“${sanitizeForDisplay(key, 40)}” is ${stated} here, but only the documented key “compliant” counts.`
    }
  }
  return undefined
}
