import { MonitorSmartphone, SearchX } from 'lucide-react'
import { fleetState, isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { tooLargeWords } from '../fleet/fleet-too-large.ts'
import { useStore } from '../lib/use-store.ts'
import type { ListAddress } from '../list/use-list-params.ts'
import { Link } from '../ui/link.tsx'

/** What stands where rows would be: no devices at all, none that match, or a search that can't be run. */
export function EmptyList({ address }: { address: ListAddress }) {
  const fleet = useStore(fleetState)
  const isSearch = address.params.q !== ''
  const Icon = isSearch ? SearchX : MonitorSmartphone
  const { title, more } = isSearch ? wordsForSearch(fleet) : wordsForNone
  return (
    <div className="grid justify-items-center gap-2 rounded-xl bg-surface px-6 py-20 text-center shadow-card ring-1 ring-line">
      <Icon aria-hidden className="size-8 text-ink-quiet" />
      <p className="text-lg font-medium">{title}</p>
      {more && <p className="max-w-md text-ink-muted">{more}</p>}
      {isSearch && (
        <Link
          {...address.linkTo({ q: '' })}
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
  more: 'A device appears here once somebody signs in with the Cipherscale client on it.',
}

function wordsForSearch(fleet: FleetState): Words {
  if (fleet.phase === 'declined') {
    const { title, nextStep } = tooLargeWords(fleet.total)
    return { title, more: nextStep }
  }
  // Why, and the way to try again, stand above the list.
  if (fleet.phase === 'failed' && !isSearchable(fleet))
    return { title: 'The search could not be run' }
  return {
    title:
      fleet.phase === 'reading' && fleet.asOf === 0 ? 'No match so far' : 'No matching devices',
  }
}
