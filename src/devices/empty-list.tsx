import { MonitorSmartphone, SearchX } from 'lucide-react'
import { fleetState, isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { tooLargeWords } from '../fleet/fleet-too-large.ts'
import { useStore } from '../lib/use-store.ts'
import { SearchProblems } from '../search/search-problems.tsx'
import { Empty } from '../ui/empty.tsx'
import { TextLink } from '../ui/text-link.tsx'
import type { DeviceListSituation } from './device-list.ts'

/** Says why there are no rows: no devices at all, none that match, or a search that can't be run. */
export function EmptyList({ place }: DeviceListSituation) {
  const fleet = useStore(fleetState)
  if (place.params.q === '') {
    return (
      <Empty
        icon={<MonitorSmartphone aria-hidden className="size-8 text-ink-quiet" />}
        title="No devices yet"
      >
        A device appears here when somebody signs in on it with the Cipherscale client.
      </Empty>
    )
  }
  const { title, more } = wordsFor(fleet)
  return (
    <Empty
      icon={<SearchX aria-hidden className="size-8 text-ink-quiet" />}
      title={title}
      action={<TextLink {...place.linkTo({ q: '' })}>Show all devices</TextLink>}
    >
      {more}
      <SearchProblems q={place.params.q} />
    </Empty>
  )
}

function wordsFor(fleet: FleetState): { title: string; more?: string } {
  if (fleet.phase === 'declined') {
    const { title, nextStep } = tooLargeWords(fleet.total)
    return { title, more: nextStep }
  }
  // The reason and Retry stand below.
  if (fleet.phase === 'failed' && !isSearchable(fleet)) return { title: 'Search failed' }
  return {
    title:
      fleet.phase === 'reading' && fleet.asOf === 0 ? 'No matches so far' : 'No matching devices',
  }
}
