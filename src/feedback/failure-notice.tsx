import { ApiError } from '../api/errors.ts'
import { explainError, messagesOf } from '../api/explain-error.ts'
import { useTimeLeft } from '../lib/use-time-left.ts'
import { useConnection } from '../session/use-connection.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'

interface FailureNoticeProps {
  error: unknown
  /** Said before the next step: what it means for what is on the screen. */
  context?: string
  onRetry?: () => void
  isRetrying?: boolean
}

/** A failed call to the API: what happened, what it means, and the way to try it again. */
export function FailureNotice({ error, context, onRetry, isRetrying = false }: FailureNoticeProps) {
  const words = explainError(error)
  const isApiError = error instanceof ApiError
  return (
    <ErrorNotice
      title={words.title}
      nextStep={context ? `${context} ${words.nextStep}` : words.nextStep}
      messages={messagesOf(error)}
      requestId={isApiError ? error.requestId : undefined}
      action={
        <span className="flex flex-wrap items-center justify-end gap-2 empty:hidden">
          {isApiError && error.kind === 'rate-limited' && <Countdown />}
          {onRetry && (
            <Button onClick={onRetry} busy={isRetrying}>
              Try again
            </Button>
          )}
        </span>
      }
    />
  )
}

function Countdown() {
  const left = useTimeLeft(useConnection().rateLimit.until)
  return left ? <span className="tabular-nums">{left}</span> : null
}
