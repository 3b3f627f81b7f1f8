import { useTimeLeft } from '../lib/use-time-left.ts'
import { useConnection } from '../session/use-connection.ts'
import { Notice } from '../ui/notice.tsx'

/** A reading takes long: for want of an answer, or because the rate limit holds it back and for how long. */
export function StillWaiting() {
  const left = useTimeLeft(useConnection().rateLimit.until)
  if (!left) return <Notice tone="info" title="Still waiting for the API to answer…" />
  return (
    <Notice
      tone="info"
      title={
        <>
          The API’s rate limit is reached; the console goes on by itself.{' '}
          {/* Each second said aloud would be noise. */}
          <span aria-hidden className="tabular-nums">
            {left}
          </span>
        </>
      }
    />
  )
}
