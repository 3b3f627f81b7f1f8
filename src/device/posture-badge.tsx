import { No, NotKnown, Yes, type Icon } from '../ui/icons.tsx'
import { postureVerdict, postureWords, type PostureVerdict } from './posture.ts'

const looks: Record<PostureVerdict, { icon: Icon; tone: string }> = {
  compliant: { icon: Yes, tone: 'text-good' },
  noncompliant: { icon: No, tone: 'text-warn' },
  unknown: { icon: NotKnown, tone: 'text-ink-quiet' },
}

/** The result of a device's posture checks. */
export function PostureBadge({ posture }: { posture: unknown }) {
  const verdict = postureVerdict(posture)
  const { icon: Mark, tone } = looks[verdict]
  return (
    <span className="inline-flex items-center gap-1.5">
      <Mark className={`size-4 ${tone}`} />
      {postureWords[verdict]}
    </span>
  )
}
