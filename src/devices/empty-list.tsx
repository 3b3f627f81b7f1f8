import { MonitorSmartphone, SearchX } from 'lucide-react'
import { fleetState, isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { tooLargeWords } from '../fleet/fleet-too-large.ts'
import { useStore } from '../lib/use-store.ts'
import type { DeviceListSituation } from './device-list.ts'
import { Link } from '../ui/link.tsx'

/** Says why there are no rows: no devices at all, none that match, or a search that can't be run. */
export function EmptyList({ place }: DeviceListSituation) {
  const fleet = useStore(fleetState)
  const isSearch = place.params.q !== ''
  const Icon = isSearch ? SearchX : MonitorSmartphone
  const { title, more } = isSearch ? wordsForSearch(fleet) : wordsForNone
  return (
    <div className="grid justify-items-center gap-2 rounded-xl bg-surface px-6 py-20 text-center shadow-card ring-1 ring-line">
      <Icon aria-hidden className="size-8 text-ink-quiet" />
      <p className="text-lg font-medium">{title}</p>
      {more && <p className="max-w-md text-ink-muted">{more}</p>}
      {isSearch && (
        <Link
          {...place.linkTo({ q: '' })}
          className="py-1 font-medium text-accent underline underline-offset-2"
        >
          Show all devices
        </Link>
      )}
    </div>
  )
}

interface Words {
  title: string
  more?: string
}

const wordsForNone: Words = {
  title: 'No devices yet',
  more: 'A device appears here when somebody signs in on it with the Cipherscale client.',
}

function wordsForSearch(fleet: FleetState): Words {
  if (fleet.phase === 'declined') {
    const { title, nextStep } = tooLargeWords(fleet.total)
    return { title, more: nextStep }
  }
  // The reason and Retry stand above the list.
  if (fleet.phase === 'failed' && !isSearchable(fleet)) return { title: 'Search failed' }
  return {
    title:
      fleet.phase === 'reading' && fleet.asOf === 0 ? 'No matches so far' : 'No matching devices',
  }
}
