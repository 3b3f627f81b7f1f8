import { SlidersHorizontal } from 'lucide-react'
import { Popover } from '../ui/popover.tsx'
import { ViewPanel } from './settings-panel.tsx'

/** The button that opens how the table looks. */
export function ViewMenu() {
  return (
    <Popover
      label="View"
      title="Table view"
      showLabel
      icon={<SlidersHorizontal aria-hidden className="size-4" />}
    >
      <ViewPanel />
    </Popover>
  )
}
