import type { ReactNode } from 'react'

interface TableRegionProps {
  /** Its accessible name. */
  name: string
  className?: string
  children: ReactNode
}

/** The card that a table scrolls in; below 640 px its rows are cards themselves. */
export function TableRegion({ name, className = '', children }: TableRegionProps) {
  return (
    // The region scrolls, so the keyboard must be able to reach it (axe: scrollable-region-focusable).
    <div
      role="region"
      aria-label={name}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      className={`table-region ${className}`}
    >
      {children}
    </div>
  )
}
