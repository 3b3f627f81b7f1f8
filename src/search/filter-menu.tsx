import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { closePopover, Popover } from '../ui/popover.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** One value that a menu offers. */
export interface MenuOption {
  /** Unique in its menu. */
  id: string
  label: string
  /** How many devices have it; absent where nobody counts. */
  count?: number
  link: { to: string; state: unknown; replace?: boolean }
  isSelected: boolean
}

interface FilterMenuProps {
  label: string
  /** True while it filters. */
  isOn: boolean
  /** Mounted when the menu opens, so nothing is counted before. */
  children: ReactNode
}

/** A button that opens the values to filter by. */
export function FilterMenu({ label, isOn, children }: FilterMenuProps) {
  return (
    <Popover
      label={label}
      title={`Filter by ${label.toLowerCase()}`}
      showLabel
      isOn={isOn}
      align="start"
      icon={<ChevronDown aria-hidden className="size-3.5" />}
    >
      {children}
    </Popover>
  )
}

/** The values of a menu, each a link to the list it leads to; undefined while they are counted. */
export function MenuOptions({ options: shown }: { options: readonly MenuOption[] | undefined }) {
  if (!shown) return <Skeleton className="m-2 h-24" />
  if (shown.length === 0) return null
  return (
    <ul className="max-h-80 overflow-y-auto">
      {shown.map((option) => (
        <li key={option.id}>
          <Link
            {...option.link}
            aria-current={option.isSelected || undefined}
            onClick={(event) => closePopover(event.currentTarget)}
            className="menu-row gap-2"
          >
            <Check
              aria-hidden
              className={`size-4 shrink-0 text-accent ${option.isSelected ? '' : 'invisible'}`}
            />
            <bdi className="min-w-0 flex-1 truncate">{sanitizeForDisplay(option.label, 60)}</bdi>
            {option.count !== undefined && (
              <span className="text-ink-quiet tabular-nums">{formatCount(option.count)}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
