import { explainError, messagesOf } from '../api/explain-error.ts'
import { legible } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'

interface FaultPageProps {
  error: unknown
  /** For what can be done without: puts it away instead of reloading. */
  onDismiss: (() => void) | undefined
}

/** What went wrong on a page, and the way on. */
export function FaultPage({ error, onDismiss }: FaultPageProps) {
  const { title, nextStep } = explainError(error)
  const messages = messagesOf(error)
  return (
    <DeadEnd
      title={title}
      next={
        <>
          <Button variant="primary" onClick={() => location.reload()}>
            Reload
          </Button>
          {onDismiss && <Button onClick={onDismiss}>Go on without</Button>}
        </>
      }
    >
      <p>{nextStep}</p>
      {messages.length > 0 && (
        <pre className="mt-3 max-h-40 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs whitespace-pre-wrap">
          {legible(messages.join('\n'), 600)}
        </pre>
      )}
    </DeadEnd>
  )
}
