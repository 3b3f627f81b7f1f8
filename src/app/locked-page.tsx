import { useDocumentTitle } from '../lib/use-document-title.ts'
import { Button } from '../ui/button.tsx'
import { ProductMark } from '../ui/product-mark.tsx'
import { continueSession } from '../session/connect.ts'

/** Replaces the pages after inactivity when a proxy handles sign-in. */
export function LockedPage() {
  useDocumentTitle('Locked')
  return (
    <main className="mx-auto w-full max-w-md px-4 py-16 max-sm:py-8">
      <ProductMark size={40} />
      <h1 tabIndex={-1} className="mt-5 text-2xl font-semibold tracking-tight">
        Locked
      </h1>
      <p className="mt-1.5 text-ink-muted">
        Locked after 15 minutes of inactivity. Device data was removed from this tab; you may still
        be signed in.
      </p>
      <Button variant="primary" onClick={continueSession} className="mt-6 h-10 w-full">
        Continue
      </Button>
    </main>
  )
}
