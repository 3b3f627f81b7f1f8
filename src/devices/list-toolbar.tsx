import { timeZone } from '../lib/preferences.ts'
import { formatCount } from '../lib/text.ts'
import { clockTime } from '../lib/time.ts'
import { useSlow } from '../lib/use-slow.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Renew } from '../ui/icons.tsx'
import { SearchField } from '../search/search-field.tsx'

interface ListToolbarProps {
  q: string
  onSearch: (q: string, isTyping: boolean) => void
  total: number | undefined
  /** Milliseconds since the epoch; 0 before the first answer. */
  updatedAt: number
  isRefreshing: boolean
  onRefresh: () => void
}

/** Heading of the list: how many, the search, and how fresh. */
export function ListToolbar({
  q,
  onSearch,
  total,
  updatedAt,
  isRefreshing,
  onRefresh,
}: ListToolbarProps) {
  const zone = useStore(timeZone)
  // What is there at once needs no sign of waiting.
  const turns = useSlow(isRefreshing, 300)
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
      {/* Room for the count, so that the search stays where it is when it comes. */}
      <div className="flex min-w-44 items-center gap-3">
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight">
          Devices
        </h1>
        {total !== undefined && (
          <span className="rounded-full bg-ink/6 px-2 py-0.5 text-xs font-medium text-ink-muted tabular-nums">
            {formatCount(total)}
          </span>
        )}
      </div>
      <SearchField q={q} onSearch={onSearch} />
      <div className="ml-auto flex items-center gap-1">
        <span className="w-36 text-right text-sm text-ink-quiet tabular-nums">
          {updatedAt > 0 && `Updated ${clockTime(updatedAt, zone)}`}
        </span>
        <Button
          variant="quiet"
          square
          aria-label="Refresh"
          onClick={onRefresh}
          icon={<Renew className={`size-4 ${turns ? 'animate-spin' : ''}`} />}
        />
      </div>
    </div>
  )
}
