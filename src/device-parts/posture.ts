/** What a posture lets one say. Only the key `compliant` is known well enough to judge by (API.md). */
export type PostureVerdict = 'compliant' | 'not compliant' | 'unknown'

/** Reads the verdict; absent, empty or odd posture is unknown, never non-compliant. */
export function postureVerdict(posture: unknown): PostureVerdict {
  if (typeof posture !== 'object' || posture === null || !('compliant' in posture)) return 'unknown'
  if (posture.compliant === true) return 'compliant'
  return posture.compliant === false ? 'not compliant' : 'unknown'
}
