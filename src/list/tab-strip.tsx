import { Children, useLayoutEffect, useRef, type ComponentProps, type ReactNode } from 'react'
import { formatCount } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'

interface TabStripProps {
  label: string
  children: ReactNode
}

/** Links to parts of a list in one line, which scrolls sideways instead of wrapping. */
export function TabStrip({ label, children }: TabStripProps) {
  return (
    <nav data-tabs aria-label={label} className="flex min-w-0 items-center">
      <ul
        // The edge fades where more tabs follow; the padding keeps the last one clear of it.
        className="flex overflow-x-auto pr-5 [mask-image:linear-gradient(to_left,transparent,black_1.25rem)] [scrollbar-width:none]"
      >
        {children}
      </ul>
    </nav>
  )
}

interface FittingTabsProps extends TabStripProps {
  onFit: (shown: number) => void
  more: ReactNode
}

/** The same where the tabs without room are elsewhere, since half a name is no link. */
export function FittingTabs({ label, children, onFit, more }: FittingTabsProps) {
  const list = useRef<HTMLUListElement>(null)
  const count = Children.count(children)

  useLayoutEffect(() => {
    const items = list.current
    if (!items) return undefined
    // Tabs without room wrap into lines that are cut off; the first tab is on the first line.
    const observer = new ResizeObserver(() => {
      const tabs = [...items.children] as HTMLElement[]
      const room = tabs.filter(({ offsetTop }) => offsetTop === tabs[0]?.offsetTop).length
      for (const [position, tab] of tabs.entries()) tab.inert = position >= room
      onFit(room)
    })
    for (const item of [items, ...items.children]) observer.observe(item)
    return () => observer.disconnect()
    // Other tabs are other elements to observe.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- see above
  }, [count, onFit])

  return (
    <nav data-tabs aria-label={label} className="flex min-w-0 items-center">
      <ul ref={list} className="flex h-8 min-w-0 flex-wrap overflow-hidden max-sm:h-11">
        {children}
      </ul>
      {more}
    </nav>
  )
}

/** As wide as its text in `data-room`, which isn't shown; the tab itself is as wide as what it says. */
const roomClass =
  'grid justify-items-start *:[grid-area:1/1] before:invisible before:h-0 before:px-2.5 before:text-sm before:whitespace-nowrap before:[grid-area:1/1] before:content-[attr(data-room)] max-sm:before:px-2'

interface TabProps {
  /** With `replace`, it leads to a part of this page in place of the one shown. */
  link: Pick<ComponentProps<typeof Link>, 'to' | 'state' | 'replace'>
  isCurrent: boolean
  name: string
  count?: number | undefined
  /** As wide a count as may come; the tab keeps room for it, so that no other moves. */
  widest?: string
}

/** A link to a part of a list or page, with the number of rows in it. */
export function Tab({ link, isCurrent, name, count, widest }: TabProps) {
  const item = useRef<HTMLLIElement>(null)
  // On a phone it may be past the edge of the strip; those with room for a count wrap instead.
  useLayoutEffect(() => {
    const strip = item.current?.parentElement
    if (isCurrent && !widest && item.current && strip) {
      strip.scrollLeft = item.current.offsetLeft - strip.offsetLeft - 40
    }
  }, [isCurrent, widest])
  const current = link.replace ? 'true' : 'page'
  return (
    <li ref={item} className={widest && roomClass} data-room={widest && `${name} ${widest}`}>
      <Link
        {...link}
        aria-current={isCurrent ? current : undefined}
        className="flex h-8 items-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap text-ink-muted hover:bg-ink/4 hover:text-ink aria-[current]:bg-ink/7 aria-[current]:text-ink max-sm:h-11 max-sm:px-2"
      >
        {name}
        {count !== undefined && (
          <span
            className={`tabular-nums ${widest ? 'text-xs transition-opacity starting:opacity-0' : ''}`}
          >
            {formatCount(count)}
          </span>
        )}
      </Link>
    </li>
  )
}
