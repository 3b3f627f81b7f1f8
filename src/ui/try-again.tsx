import { useState } from 'react'
import { Button } from './button.tsx'

/** Repeats what failed, and shows that it does so. */
export function TryAgain({ onRetry }: { onRetry: () => Promise<unknown> }) {
  const [isBusy, setIsBusy] = useState(false)

  async function retry() {
    setIsBusy(true)
    await Promise.allSettled([onRetry()])
    setIsBusy(false)
  }

  return (
    <Button busy={isBusy} onClick={() => void retry()}>
      Try again
    </Button>
  )
}
