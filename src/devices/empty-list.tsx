import { SearchX } from 'lucide-react'
import { NoDevices } from '../device/no-devices.tsx'
import { fleetState, isFirstReading, isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { fieldAskedBy } from '../query/field-search.ts'
import { tooLargeWords } from '../fleet/fleet-too-large.ts'
import { parseQuery } from '../query/query.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { paths } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { SearchProblems } from '../search/search-problems.tsx'
import { Empty } from '../ui/empty.tsx'
import { TextLink } from '../ui/text-link.tsx'
import type { DeviceListSituation } from './device-list.ts'

/** Says why there are no rows: no devices at all, none that match, or a search that can't be run. */
export function EmptyList({ place }: DeviceListSituation) {
  const fleet = useStore(fleetState)
  if (place.params.q === '') return <NoDevices />
  const { title, more } = wordsFor(fleet)
  return (
    <Empty
      icon={<SearchX aria-hidden className="size-8 text-ink-quiet" />}
      title={title}
      action={<TextLink {...place.linkTo({ q: '' })}>Show all devices</TextLink>}
    >
      {more}
      <SearchProblems q={place.params.q} />
      {asksAboutPosture(place.params.q) && <NoPosture />}
    </Empty>
  )
}

function asksAboutPosture(q: string): boolean {
  return parseQuery(q).terms.some((term) => fieldAskedBy(term) === 'posture')
}

/** Says so when the list of the API leaves posture out, and leads to where it can be read. */
function NoPosture() {
  const { data } = useFleetAnswer(['with-result'], (fleet, signal) =>
    fleet.count([parseQuery('-posture:unknown').terms], signal),
  )
  return (
    data?.[0] === 0 && (
      <p>
        The list has no posture result for any device.{' '}
        <TextLink to={paths.posture}>Read posture one by one</TextLink>
      </p>
    )
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
    title: isFirstReading(fleet) ? 'No matches so far' : 'No matching devices',
  }
}
