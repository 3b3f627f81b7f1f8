import type { ReactNode } from 'react'

interface TabStripProps {
  /** Its accessible name. */
  label: string
  /** A list item for each tab. */
  children: ReactNode
  /** Beside the tabs; stays in sight while they scroll. */
  after?: ReactNode
}

/** Links to parts of a list in one line, which scrolls sideways instead of wrapping. */
export function TabStrip({ label, children, after }: TabStripProps) {
  return (
    <nav aria-label={label} className="flex min-w-0 items-center">
      <ul
        // The edge fades where more tabs follow; the padding keeps the last one clear of it.
        className="flex overflow-x-auto pr-5 [mask-image:linear-gradient(to_left,transparent,black_1.25rem)] [scrollbar-width:none]"
      >
        {children}
      </ul>
      {after}
    </nav>
  )
}

export const tabClass =
  'flex h-8 items-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap text-ink-muted hover:bg-ink/7 hover:text-ink aria-[current]:bg-ink/7 aria-[current]:text-ink max-sm:h-11'
