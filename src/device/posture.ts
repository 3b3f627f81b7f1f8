/** Results of posture checks. Only the key `compliant` is documented well enough to rely on. */
export const postureVerdicts = ['compliant', 'noncompliant', 'unknown'] as const
export type PostureVerdict = (typeof postureVerdicts)[number]

export const postureWords: Readonly<Record<PostureVerdict, string>> = {
  compliant: 'Compliant',
  noncompliant: 'Not compliant',
  unknown: 'Unknown',
}

/** Reads the verdict; an absent, empty or odd posture is unknown, never noncompliant. */
export function postureVerdict(posture: unknown): PostureVerdict {
  if (typeof posture !== 'object' || posture === null) return 'unknown'
  // Own keys only: a copy of a posture with a key `__proto__` may have another prototype.
  if (!Object.hasOwn(posture, 'compliant')) return 'unknown'
  const { compliant } = posture as { compliant: unknown }
  if (compliant === true) return 'compliant'
  return compliant === false ? 'noncompliant' : 'unknown'
}
