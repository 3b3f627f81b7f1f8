import { explainError } from '../feedback/explain-error.ts'
import { FailureDetails } from '../feedback/failure-notice.tsx'
import { Button } from '../ui/button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'

/** Replaces a page that threw: what happened and how to continue. */
export function FaultPage({
  error,
  onDismiss,
}: {
  error: unknown
  onDismiss: (() => void) | undefined
}) {
  const { title, nextStep } = explainError(error)
  return (
    <DeadEnd
      title={title}
      next={
        <>
          <Button variant="primary" onClick={() => location.reload()}>
            Reload
          </Button>
          {onDismiss && <Button onClick={onDismiss}>Continue without it</Button>}
        </>
      }
    >
      <p>{nextStep}</p>
      <FailureDetails error={error} />
    </DeadEnd>
  )
}
