import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { readsEveryFleet } from '../fleet/reading-cost.ts'

/** Turns off reading large fleets automatically. */
export function AskFirst() {
  if (!useStore(readsEveryFleet)) return null
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-muted print:hidden">
      This page always reads all devices.
      <Button variant="quiet" onClick={() => readsEveryFleet.set(false)}>
        Ask first
      </Button>
    </p>
  )
}
