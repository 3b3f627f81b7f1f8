import { SlidersHorizontal } from 'lucide-react'
import { Suspense } from 'react'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { Popover } from '../ui/popover.tsx'

const ViewPanel = lazyComponent(async () => (await import('./view-panel.tsx')).ViewPanel, 'soon')

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
