import { Component, Suspense, type ComponentProps, type ReactNode } from 'react'
import { lazyComponent } from '../lib/lazy-component.tsx'
import type { FaultPage as Page } from './fault-page.tsx'

const FaultPage = lazyComponent<ComponentProps<typeof Page>>(async () => {
  try {
    return (await import('./fault-page.tsx')).FaultPage
  } catch {
    return PlainFault
  }
}, 'soon')

interface ErrorBoundaryProps {
  children: ReactNode
  /** Closes a part that the page works without; offered beside reloading. */
  onDismiss?: () => void
}

/** Shows an error page instead of a blank one when its content throws. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <Suspense fallback={<main id="main" aria-busy />}>
        <FaultPage error={error} onDismiss={this.props.onDismiss} />
      </Suspense>
    )
  }
}

/** Shown when the chunk with the error page can't be loaded either. */
function PlainFault() {
  return (
    <main id="main" className="p-6">
      <h1 tabIndex={-1}>Part of the console couldn’t be loaded</h1>
      <p>Check your network, then reload the page.</p>
    </main>
  )
}
