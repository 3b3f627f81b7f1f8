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
    return (
      <Suspense fallback={<main id="main" aria-busy />}>
        <FaultPage error={error} onDismiss={this.props.onDismiss} />
      </Suspense>
    )
  }
}

/** Where not even the words for a fault can be loaded. */
function PlainFault() {
  return (
    <main id="main" className="p-6">
      <h1 tabIndex={-1}>A part of the console could not be loaded</h1>
      <p>Check the network, then reload the page.</p>
    </main>
  )
}
