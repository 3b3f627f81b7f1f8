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
      className={`@container card overflow-auto max-sm:-mx-4 max-sm:overflow-visible max-sm:rounded-none max-sm:bg-transparent max-sm:shadow-none max-sm:ring-0 ${className}`}
    >
      {children}
    </div>
  )
}
