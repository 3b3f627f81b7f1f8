import { Component, type ReactNode } from 'react'
import { explainError, messagesOf } from '../api/errors.ts'
import { legible } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { DeadEnd } from '../ui/dead-end.tsx'

interface ErrorBoundaryProps {
  children: ReactNode
  /** For what can be done without: puts it away instead of reloading. */
  onDismiss?: () => void
}

/** Shows what went wrong instead of a blank page. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const { onDismiss } = this.props
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
}
