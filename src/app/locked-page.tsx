import { useDocumentTitle } from '../lib/use-document-title.ts'
import { Button } from '../ui/button.tsx'
import { ProductMark } from '../ui/product-mark.tsx'
import { continueSession } from '../session/connect.ts'

/** What stands in place of the pages after too long without a person, where a proxy knows who it is. */
export function LockedPage() {
  useDocumentTitle('Locked')
  return (
    <main className="mx-auto w-full max-w-md px-4 py-16 max-sm:py-8">
      <ProductMark size={40} />
      <h1 tabIndex={-1} className="mt-5 text-2xl font-semibold tracking-tight">
        Locked
      </h1>
      <p className="mt-1.5 text-ink-muted">
        Locked after 15 minutes without activity. All device data is gone from this tab; your
        sign-in may still be active.
      </p>
      <Button variant="primary" onClick={continueSession} className="mt-6 h-10 w-full">
        Continue
      </Button>
    </main>
  )
}
