import { SearchX } from 'lucide-react'
import { isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { fieldAskedBy } from '../query/field-search.ts'
import { parseQuery } from '../query/query.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import type { SnapshotOfPage } from '../list/list-page.ts'
import { paths } from '../lib/paths.ts'
import { useOutdatedView } from '../search/outdated-view.ts'
import { searchOf } from '../search/saved-views.ts'
import { meant } from '../search/suggestions.ts'
import { SearchProblems } from '../search/search-problems.tsx'
import { Empty } from '../ui/empty.tsx'
import { TextLink } from '../ui/text-link.tsx'
import type { DeviceListProps } from './device-list.ts'
import { NoDevices } from './no-devices.tsx'

/** Says why there are no rows: no devices at all, none that match, or a search that can't be run. */
export function EmptyList({ place, page }: DeviceListProps) {
  const fleet = useFleetState()
  const { q } = place.params
  if (q === '') return <NoDevices />
  const asksAboutPosture = parseQuery(q).terms.some((term) => fieldAskedBy(term) === 'posture')
  return (
    <Empty
      icon={<SearchX aria-hidden className="size-8 text-ink-quiet" />}
      title={titleFor(fleet, page?.snapshot)}
      action={<TextLink {...place.linkTo({ q: '' })}>Show all devices</TextLink>}
    >
      <SearchProblems q={q} />
      <DidYouMean place={place} />
      {asksAboutPosture && <NoPosture />}
    </Empty>
  )
}

/** Says so when the list of the API leaves posture out, and leads to where it can be read. */
function NoPosture() {
  const { data, coverage } = useFleetQuery(['with-result'], (fleet, signal) =>
    fleet.ask('count', [['-posture:unknown']], signal),
  )
  return (
    data?.[0] === 0 &&
    coverage.kind === 'complete' && (
      <p>
        The list has no known posture for any device.{' '}
        <TextLink to={paths.posture}>Load posture one by one</TextLink>
      </p>
    )
  )
}

function titleFor(fleet: FleetState, snapshot: SnapshotOfPage | undefined): string {
  // Why, and the way on, stand above.
  if (!isSearchable(fleet)) {
    return fleet.phase === 'failed' ? 'Search failed' : 'Nothing to search'
  }
  if (snapshot?.isComplete) return 'No matching devices'
  return snapshot?.isPartial ? 'No matches so far' : 'No matches among the loaded devices'
}

/** Offers the filter that the plain words of a search mean, such as "not compliant". */
function DidYouMean({ place: { params, linkTo } }: Pick<DeviceListProps, 'place'>) {
  const outdated = useOutdatedView()
  const filters = meant(params.q, params.q.length, outdated && searchOf(outdated))
  return filters.map(({ label, text }) => (
    <p key={text}>
      Did you mean <TextLink {...linkTo({ q: text.trim() })}>{label}</TextLink>?
    </p>
  ))
}
