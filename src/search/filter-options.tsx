import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet, useFleetState } from '../fleet/use-fleet.ts'
import { serverNow } from '../lib/clock.ts'
import { parseQuery } from '../query/query.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { FilterCheckboxes } from './filter-checkboxes.tsx'
import type { FilterField, FilterValue } from './filter-fields.ts'
import { filterKind, hasFilter, type SearchPlace } from './filters.ts'
import { OwnerSearch } from './owner-search.tsx'

interface FilterOptionsProps {
  place: SearchPlace
  field: FilterField
}

/** The values of a field, each of which can be filtered by. */
export function FilterOptions({ place, field }: FilterOptionsProps) {
  const fleet = useFleet()
  const all = <AllOptions place={place} field={field} />
  return field.kind === 'owner' && isSearchable(fleet) ? (
    <OwnerSearch place={place} field={field}>
      {all}
    </OwnerSearch>
  ) : (
    all
  )
}

function AllOptions({ place, field }: FilterOptionsProps) {
  const { q } = place.params
  const { data, soFar, coverage } = useFleetQuery(['facets', q], async (fleet, signal) => {
    const { terms } = parseQuery(q)
    const query = { terms, sort: [], offset: 0, limit: 0, now: serverNow() }
    const { facets } = await fleet.ask('query', [query], signal)
    return facets
  })
  // No value would find anything in a fleet that can't be searched.
  const isDeclined = useFleetState().phase === 'declined'
  const values = isDeclined ? [] : field.values(data ?? soFar)
  const isComplete = coverage.kind === 'complete'
  if (!values) return isComplete || soFar ? null : <Skeleton className="m-2 h-24" />
  const shown = [...values, ...selectedElsewhere(q, field, values)]
  if (shown.length === 0 && isComplete) {
    return <p className="px-2 py-1.5 text-sm text-ink-quiet">Nothing to select</p>
  }
  return (
    <FilterCheckboxes
      place={place}
      field={field}
      values={shown}
      // None so far says nothing.
      countOf={({ count }) => (count === 0 && coverage.kind === 'partial' ? undefined : count)}
    />
  )
}

/** Values that the search has but nobody counted. */
function selectedElsewhere(
  q: string,
  { kind }: FilterField,
  values: readonly FilterValue[],
): FilterValue[] {
  return parseQuery(q).terms.flatMap((term) =>
    filterKind(term) === kind && values.every((value) => !hasFilter(term.source, value.term))
      ? [{ label: term.source, term: term.source }]
      : [],
  )
}
