import { useTimeLeft } from '../lib/use-time-left.ts'
import { useSession } from '../session/use-session.tsx'
import { Notice } from '../ui/notice.tsx'

/** A slow request: either unanswered, or paused by the rate limit with a countdown. */
export function StillWaiting() {
  const left = useTimeLeft(useSession().connection.rateLimit.until)
  if (!left) return <Notice tone="info" title="Still waiting for the API…" />
  return (
    <Notice
      tone="info"
      title={
        <>
          Rate limited. Retrying
          {/* Hidden from screen readers, which would announce every second. */}
          <span aria-hidden className="tabular-nums">{` in ${left}`}</span>.
        </>
      }
    />
  )
}
