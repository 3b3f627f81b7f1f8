import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { timeZone } from '../lib/preferences.ts'
import { clockTime } from '../lib/time.ts'
import { useSlow } from '../lib/use-slow.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'

interface StatusLineProps {
  /** How many rows there are, and by what they were found. */
  children: ReactNode
  /** How old and how complete they are. */
  basis: ReactNode
  /** A button that stays in sight where the line scrolls. */
  stop?: ReactNode
  isRefreshing: boolean
  onRefresh: () => void
}

/** One line above the rows that says what they are; on a phone it scrolls sideways. */
export function StatusLine({ children, basis, stop, isRefreshing, onRefresh }: StatusLineProps) {
  // An answer that comes at once needs no sign of waiting.
  const isSpinning = useSlow(isRefreshing, 300)
  return (
    <>
      {/* Relative, because texts for screen readers alone, past its edge, would widen the page. */}
      <div className="relative flex h-full min-w-0 flex-1 items-center gap-2 whitespace-nowrap max-sm:overflow-x-auto max-sm:pr-4 max-sm:[mask-image:linear-gradient(to_left,transparent,black_1rem)] max-sm:[scrollbar-width:none]">
        {children}
        <div className="contents text-ink-quiet *:ml-auto *:shrink-0">{basis}</div>
      </div>
      {stop}
      <Button
        variant="quiet"
        square
        aria-label="Refresh"
        className={`sm:size-7 ${isSpinning ? '*:animate-spin' : ''}`}
        onClick={onRefresh}
        icon={RefreshCw}
      />
    </>
  )
}

/** When rows were read from the API; `time` is in milliseconds since the epoch, and 0 before the first answer. */
export function UpdatedAt({ time }: { time: number }) {
  const zone = useStore(timeZone)
  return time > 0 && <p className="tabular-nums">Updated {clockTime(time, zone)}</p>
}
