import { postureVerdict, postureWords } from './posture.ts'

/** The result of a device's posture checks; its icon is drawn in app.css, by the attribute. */
export function PostureBadge({ posture }: { posture: unknown }) {
  const verdict = postureVerdict(posture)
  return <span data-posture={verdict}>{postureWords[verdict]}</span>
}
