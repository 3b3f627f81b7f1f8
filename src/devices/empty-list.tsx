import { MonitorSmartphone, SearchX } from 'lucide-react'
import { Link } from 'react-router'
import { fleetState } from '../fleet/fleet-state.ts'
import { useStore } from '../lib/use-store.ts'
import type { ListAddress } from './use-list-params.ts'

/** What stands where rows would be: no devices at all, or none that match. */
export function EmptyList({ address }: { address: ListAddress }) {
  const isReading = useStore(fleetState).phase === 'reading'
  const isSearch = address.params.q !== ''
  const Icon = isSearch ? SearchX : MonitorSmartphone
  return (
    <div className="grid justify-items-center gap-2 rounded-xl bg-surface px-6 py-20 text-center shadow-card ring-1 ring-line">
      <Icon aria-hidden className="size-8 text-ink-quiet" />
      <p className="text-lg font-medium">{title(isSearch, isReading)}</p>
      {isSearch ? (
        <Link
          {...address.linkTo({ q: '' })}
          className="py-1 font-medium text-accent underline underline-offset-2"
        >
          Show all devices
        </Link>
      ) : (
        <p className="max-w-md text-ink-muted">
          A device appears here once somebody signs in with the Cipherscale client on it.
        </p>
      )}
    </div>
  )
}

function title(isSearch: boolean, isReading: boolean): string {
  if (!isSearch) return 'No devices yet'
  return isReading ? 'No match so far' : 'No device matches'
}
