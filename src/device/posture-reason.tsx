import { sanitizeForDisplay } from '../lib/text.ts'
import { failedChecks } from './posture-checks.ts'

/** Names in a reason; further ones are counted. */
const maxNames = 2

/** The failed checks of a posture in a few words: "Firewall, disk encryption +2"; empty without any. */
export function failuresInWords(posture: unknown): string {
  const names = [...new Set(failedChecks(posture))]
  const shown = names.slice(0, maxNames).map((name, index) => {
    const text = sanitizeForDisplay(name, 40)
    return index === 0 ? text : inSentence(text)
  })
  const more = names.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` +${more}` : ''}`
}

/** Lowers the first letter, except of an abbreviation such as "OS version". */
export function inSentence(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** The reason below a device's posture. */
export function PostureReason({ posture }: { posture: unknown }) {
  const reason = failuresInWords(posture) || 'No reason given'
  return (
    <bdi className="posture-reason" title={reason}>
      {reason}
    </bdi>
  )
}
