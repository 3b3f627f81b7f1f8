import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import { postureVerdict, type PostureVerdict } from './posture.ts'

const looks: Record<PostureVerdict, { icon: typeof CircleCheck; tone: string; word: string }> = {
  compliant: { icon: CircleCheck, tone: 'text-good', word: 'Compliant' },
  'not compliant': { icon: CircleX, tone: 'text-warn', word: 'Not compliant' },
  unknown: { icon: CircleHelp, tone: 'text-ink-quiet', word: 'Unknown' },
}

/** Whether the device meets its posture rules, as far as the API says. */
export function PostureBadge({ posture }: { posture: unknown }) {
  const { icon: Icon, tone, word } = looks[postureVerdict(posture)]
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon aria-hidden className={`size-4 ${tone}`} />
      {word}
    </span>
  )
}
