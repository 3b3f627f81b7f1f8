import { createChunk } from '../lib/chunk.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { postureVerdict, postureWords } from './posture.ts'

const reasons = createChunk('posture', () => import('./posture-reason.tsx'))
const Reason = lazyPart(reasons, (module) => module.PostureReason, {
  placeholder: <bdi className="posture-reason" />,
})

interface PostureBadgeProps {
  posture: unknown
  /** Says why a device isn't compliant, once the code that reads checks is there. */
  hasReason?: boolean
}

/** The result of a device's posture checks; its icon is drawn in app.css, by the attribute. */
export function PostureBadge({ posture, hasReason }: PostureBadgeProps) {
  const verdict = postureVerdict(posture)
  return (
    <span data-posture={verdict}>
      {postureWords[verdict]}
      {hasReason && verdict === 'noncompliant' && <Reason posture={posture} />}
    </span>
  )
}
