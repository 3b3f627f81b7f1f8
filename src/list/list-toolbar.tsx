import type { ReactNode } from 'react'
import { timeZone } from '../lib/preferences.ts'
import { formatCount } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useSlow } from '../lib/use-slow.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Renew } from '../ui/icons.tsx'

interface ListToolbarProps {
  title: string
  total: number | undefined
  /** Milliseconds since the epoch; 0 before the first answer. */
  updatedAt: number
  isRefreshing: boolean
  onRefresh: () => void
  /** The search field. */
  children: ReactNode
}

/** Heading of a list: how many rows, the search, and how fresh they are. */
export function ListToolbar({
  title,
  total,
  updatedAt,
  isRefreshing,
  onRefresh,
  children,
}: ListToolbarProps) {
  const zone = useStore(timeZone)
  // An answer that comes at once needs no sign of waiting.
  const isSpinning = useSlow(isRefreshing, 300)
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
      {/* Room for the count, so that the search field doesn't move when it comes. */}
      <div className="flex items-center gap-3 sm:min-w-44">
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight">
          {title}
        </h1>
        {total !== undefined && (
          <span className="rounded-full bg-ink/6 px-2 py-0.5 text-xs font-medium text-ink-muted tabular-nums">
            {formatCount(total)}
          </span>
        )}
      </div>
      {children}
      <div className="ml-auto flex items-center gap-1">
        <span className="text-right text-sm text-ink-quiet tabular-nums sm:w-36">
          {updatedAt > 0 && `Updated ${clockTime(updatedAt, zone)}`}
        </span>
        <Button
          variant="quiet"
          square
          aria-label="Refresh"
          onClick={onRefresh}
          icon={<Renew className={`size-4 ${isSpinning ? 'animate-spin' : ''}`} />}
        />
      </div>
    </div>
  )
}
