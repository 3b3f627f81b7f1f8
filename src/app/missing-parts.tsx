import { missingParts } from '../lib/chunk.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'

/** Names the parts of the screen that couldn't be downloaded. It covers some of the page instead of moving it. */
export function MissingParts() {
  const missing = useStore(missingParts)
  if (missing.length === 0) return null
  return (
    <div role="alert" className="float-bar">
      <p>Couldn’t load: {missing.map(({ name }) => name).join(', ')}.</p>
      <Button onClick={() => Promise.all(missing.map((chunk) => chunk.load()))}>Try again</Button>
      <Button variant="quiet" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  )
}
