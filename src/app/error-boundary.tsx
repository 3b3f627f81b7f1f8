import { Component, type ReactNode } from 'react'
import { createChunk } from '../lib/chunk.ts'
import { lazyPage } from './lazy-page.tsx'

export const faultPage = createChunk('error page', () => import('./fault-page.tsx'))
const FaultPage = lazyPage(faultPage, (module) => module.FaultPage)

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
    return <FaultPage error={error} onDismiss={this.props.onDismiss} />
  }
}
