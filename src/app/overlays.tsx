import { confirmation } from '../actions/confirmation.ts'
import { ConfirmationDialog } from '../actions/confirmation-dialog.tsx'
import { Toaster } from '../feedback/toaster.tsx'
import { useStore } from '../lib/use-store.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { IdleWarning } from './idle-warning.tsx'

/** Whatever may come to stand over a page. None of it is there at first, so all of it loads after the page. */
export function Overlays() {
  const open = useStore(confirmation)
  return (
    <>
      {open && (
        <ErrorBoundary onDismiss={() => open.close()}>
          <ConfirmationDialog {...open} />
        </ErrorBoundary>
      )}
      <IdleWarning />
      <Toaster />
    </>
  )
}
