import { useLayoutEffect, useRef, type ReactNode } from 'react'

interface TabStripProps {
  /** Its accessible name. */
  label: string
  /** A list item for each tab. */
  children: ReactNode
  /** Called with the number of tabs that there is room for. */
  onFit?: (shown: number) => void
  /** Beside the tabs. */
  after?: ReactNode
}

/** Links to parts of a list in one line. A tab without room isn't shown: half a name is no link. */
export function TabStrip({ label, children, onFit, after }: TabStripProps) {
  const list = useRef<HTMLUListElement>(null)

  useLayoutEffect(() => {
    const items = list.current
    if (!items) return undefined
    // Tabs without room wrap into lines that are cut off; the first tab is on the first line.
    const observer = new ResizeObserver(() => {
      const tabs = [...items.children] as HTMLElement[]
      const room = tabs.filter(({ offsetTop }) => offsetTop === tabs[0]?.offsetTop).length
      for (const [position, tab] of tabs.entries()) tab.inert = position >= room
      onFit?.(room)
    })
    for (const item of [items, ...items.children]) observer.observe(item)
    return () => observer.disconnect()
  })

  return (
    <nav aria-label={label} className="flex min-w-0 items-center">
      <ul
        ref={list}
        className="flex h-8 min-w-0 flex-wrap overflow-hidden max-sm:h-11 *:inert:invisible"
      >
        {children}
      </ul>
      {after}
    </nav>
  )
}

export const tabClass =
  'flex h-8 items-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap text-ink-muted hover:bg-ink/7 hover:text-ink aria-[current]:bg-ink/7 aria-[current]:text-ink max-sm:h-11'
