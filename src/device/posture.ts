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
  if (typeof posture !== 'object' || posture === null) return 'unknown'
  // Its own alone: a posture may have a key `__proto__`, which a copy of it can turn into a prototype.
  if (!Object.hasOwn(posture, 'compliant')) return 'unknown'
  const { compliant } = posture as { compliant: unknown }
  if (compliant === true) return 'compliant'
  return compliant === false ? 'noncompliant' : 'unknown'
}
