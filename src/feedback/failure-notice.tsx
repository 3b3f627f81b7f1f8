import { use, useState, type ReactNode } from 'react'
import { ApiError } from '../api/errors.ts'
import { explainError, messagesOf } from './explain-error.ts'
import { steadyNow } from '../lib/clock.ts'
import { createStore } from '../lib/store.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { useTimeLeft } from '../lib/use-time-left.ts'
import { signIn } from '../session/sign-in.ts'
import { SessionContext } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { failureDetails } from './diagnostics.ts'

interface FailureNoticeProps {
  error: unknown
  /** What the call did not do, in the line of the title: "Not removed." */
  effect?: string
  /** What the failure means for the data on the screen; shown before the next step. */
  context?: string
  onRetry?: () => unknown
}

/** A failed call to the API: what happened, what it means, and a button to try again. */
export function FailureNotice({ error, effect, context, onRetry }: FailureNoticeProps) {
  const { title, nextStep } = explainError(error)
  const signInUrl = use(SessionContext)?.config.signInUrl
  return (
    <Notice
      tone="danger"
      hasFoot
      title={effect ? `${title}. ${effect}` : title}
      action={
        error instanceof ApiError && error.kind === 'signed-out' ? (
          <Button onClick={() => signIn(signInUrl)}>Sign in</Button>
        ) : (
          onRetry && <Button onClick={onRetry}>Try again</Button>
        )
      }
    >
      <p>{context ? `${context} ${nextStep}` : nextStep}</p>
      {error instanceof ApiError &&
        (error.kind === 'rate-limited' || error.retryAfterMs !== undefined) && (
          <Countdown error={error} />
        )}
      <FailureDetails error={error} />
    </Notice>
  )
}

/** Background, the server's own words and the request ID, if any, and a button that copies the facts. */
export function FailureDetails({ error }: { error: unknown }): ReactNode {
  const { details } = explainError(error)
  const session = use(SessionContext)
  const messages = messagesOf(error)
  const [shownAt] = useState(Date.now)
  const requestId = error instanceof ApiError ? error.requestId : undefined
  return (
    <>
      {messages.map((message) => (
        <p key={message} className="mt-1 font-mono text-xs">
          <bdi>{sanitizeForDisplay(message, 600)}</bdi>
        </p>
      ))}
      {requestId && (
        <p className="mt-1 text-xs">
          Request ID <code className="font-mono select-all">{requestId}</code>
        </p>
      )}
      {details && (
        <details className="mt-1">
          <summary className="w-fit py-0.5 underline underline-offset-2">Details</summary>
          {details}
        </details>
      )}
      {/* Otherwise an alert around it would be announced again once the label says "Copied". */}
      <div aria-live="off" className="-ml-3 max-sm:-ml-4">
        <CopyButton what="details" showLabel text={() => failureDetails(session, error, shownAt)} />
      </div>
    </>
  )
}

/** Pause (ms) before another try when `Retry-After` is missing or unreadable. */
const defaultPauseMs = 5_000

function Countdown({ error }: { error: ApiError }) {
  const [end] = useState(() => createStore(steadyNow() + (error.retryAfterMs ?? defaultPauseMs)))
  const rateLimit = use(SessionContext)?.connection.rateLimit
  // The connect page has no connection yet, and only a rate limit pauses all calls.
  const left = useTimeLeft((error.kind === 'rate-limited' && rateLimit?.until) || end)
  return (
    <p className="tabular-nums" aria-live="off">
      {left ? `You can try again in ${left}.` : 'You can try again now.'}
    </p>
  )
}
