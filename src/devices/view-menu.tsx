import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Popover } from '../ui/popover.tsx'

const ViewPanel = lazy(async () => ({ default: (await import('./view-panel.tsx')).ViewPanel }))

/** The button that opens how the table looks; what it opens loads after the rows. */
export function ViewMenu() {
  return (
    <Popover
      label="View"
      title="Table view"
      showLabel
      icon={<SlidersHorizontal aria-hidden className="size-4" />}
    >
      <Suspense>
        <ViewPanel />
      </Suspense>
    </Popover>
  )
}
