import { Button } from '../ui/button.tsx'
import { TryAgain } from '../ui/try-again.tsx'

/** Stands for a page whose chunk couldn't be downloaded. */
export function MissingPage({ onRetry }: { onRetry?: () => Promise<unknown> }) {
  return (
    <main id="main" className="mx-auto grid w-full max-w-lg gap-3 px-4 py-16">
      <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight">
        Part of the console couldn’t be loaded
      </h1>
      <p className="text-ink-muted">A new version is available, or your network is slow or down.</p>
      <div className="mt-2 flex gap-3">
        {onRetry && <TryAgain onRetry={onRetry} />}
        <Button onClick={() => location.reload()}>Reload</Button>
      </div>
    </main>
  )
}
