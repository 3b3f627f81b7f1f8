import type { ReactNode } from 'react'
import { sanitizeForDisplay } from '../lib/text.ts'

// A map, because a status may be `constructor`, which every object inherits.
const dots = new Map([
  ['Online', 'before:bg-good-fill'],
  ['Offline', 'before:border-2 before:border-idle'],
  ['Deactivated', 'before:bg-ink-quiet'],
  // Not in the API's documented list, but in the vendor's help (API.md).
  ['Unauthorized', 'before:bg-warn-fill'],
])

interface StatusBadgeProps {
  status: string
  /** Words in place of the status. */
  children?: ReactNode
}

/** A status as dot and word; an undocumented one is shown as it came, in a neutral style. */
export function StatusBadge({ status, children }: StatusBadgeProps) {
  return (
    <bdi className={`status-badge ${dots.get(status) ?? 'before:bg-idle'}`}>
      {children ?? sanitizeForDisplay(status, 40)}
    </bdi>
  )
}
