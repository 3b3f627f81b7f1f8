import { No, NotKnown, Yes, type Icon } from '../ui/icons.tsx'
import { postureVerdict, type PostureVerdict } from './posture.ts'

const looks: Record<PostureVerdict, { icon: Icon; tone: string; word: string }> = {
  compliant: { icon: Yes, tone: 'text-good', word: 'Compliant' },
  'not compliant': { icon: No, tone: 'text-warn', word: 'Not compliant' },
  unknown: { icon: NotKnown, tone: 'text-ink-quiet', word: 'Unknown' },
}

/** Whether the device meets its posture rules, as far as the API says. */
export function PostureBadge({ posture }: { posture: unknown }) {
  const { icon: Mark, tone, word } = looks[postureVerdict(posture)]
  return (
    <span className="inline-flex items-center gap-1.5">
      <Mark className={`size-4 ${tone}`} />
      {word}
    </span>
  )
}
