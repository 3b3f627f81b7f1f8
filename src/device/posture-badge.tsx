import { postureVerdict, postureWords, type PostureVerdict } from './posture.ts'

const looks: Record<PostureVerdict, string> = {
  compliant: 'before:icon-yes before:text-good',
  noncompliant: 'before:icon-no before:text-warn',
  unknown: 'text-ink-muted before:icon-unknown',
}

/** The result of a device's posture checks, as one element: a table has a hundred of them. */
export function PostureBadge({ posture }: { posture: unknown }) {
  const verdict = postureVerdict(posture)
  return (
    <span
      className={`whitespace-nowrap before:icon before:mr-1.5 before:size-4 before:align-[-0.1875rem] ${looks[verdict]}`}
    >
      {postureWords[verdict]}
    </span>
  )
}
