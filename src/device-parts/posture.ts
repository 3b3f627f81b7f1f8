/** What a posture lets one say. Only the key `compliant` is known well enough to judge by (API.md). */
export const postureVerdicts = ['compliant', 'noncompliant', 'unknown'] as const
export type PostureVerdict = (typeof postureVerdicts)[number]

/** A verdict as a badge and a filter name it. */
export const postureWords: Readonly<Record<PostureVerdict, string>> = {
  compliant: 'Compliant',
  noncompliant: 'Not compliant',
  unknown: 'Unknown',
}

/** Reads the verdict; absent, empty or odd posture is unknown, never non-compliant. */
export function postureVerdict(posture: unknown): PostureVerdict {
  if (typeof posture !== 'object' || posture === null || !('compliant' in posture)) return 'unknown'
  if (posture.compliant === true) return 'compliant'
  return posture.compliant === false ? 'noncompliant' : 'unknown'
}
