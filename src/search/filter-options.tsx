import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet, useFleetState } from '../fleet/use-fleet.ts'
import { parseQuery } from '../query/query.ts'
import { MenuOptions } from './filter-menu.tsx'
import type { FilterMenuDefinition } from './filter-menus.ts'
import { filterKind, withFilter } from './filters.ts'
import { FleetNote } from './fleet-status.tsx'
import { OwnerSearch } from './owner-search.tsx'
import type { SearchPlace } from './search-place.ts'

interface FilterOptionsProps {
  place: SearchPlace
  menu: FilterMenuDefinition
}

/** The values of a menu as links, with what their counts rest on; one more removes the filter. */
export function FilterOptions({ place, menu }: FilterOptionsProps) {
  const fleet = useFleet()
  const all = <AllOptions place={place} menu={menu} />
  return menu.kind === 'owner' && isSearchable(fleet) ? (
    <OwnerSearch place={place}>{all}</OwnerSearch>
  ) : (
    all
  )
}

function AllOptions({
  place: { params, linkTo, isPart = false },
  menu: { kind, values },
}: FilterOptionsProps) {
  const { q } = params
  const result = useFleetQuery(['facets', q], async (fleet, signal) => {
    const { terms } = parseQuery(q)
    const { facets } = await fleet.search({ terms, sort: [], offset: 0, limit: 0, signal })
    return facets
  })
  const { coverage } = result
  const isDeclined = useFleetState().phase === 'declined'
  const selected = parseQuery(q).terms.find((term) => filterKind(term) === kind)?.source
  // No value would find anything in a fleet that can't be searched.
  const found = isDeclined ? [] : values(result.data ?? result.soFar)
  const options = found?.map((value) => ({
    id: value.term,
    label: value.label,
    // None so far says nothing.
    ...(!isPart &&
      value.count !== undefined &&
      (value.count > 0 || coverage.kind !== 'partial') && { count: value.count }),
    link: linkTo({ q: withFilter(q, kind, value.term) }),
    // People whose IDs differ only in case are two.
    isSelected:
      kind === 'owner'
        ? selected === value.term
        : selected?.toLowerCase() === value.term.toLowerCase(),
  }))
  const any = {
    id: 'any',
    label: 'Any',
    link: linkTo({ q: withFilter(q, kind, undefined) }),
    isSelected: false,
  }
  const isComplete = coverage.kind === 'complete'
  return (
    <>
      {!isComplete && (
        <div className="px-2 py-1.5 text-sm text-ink-quiet">
          <FleetNote />
        </div>
      )}
      {result.data && isComplete && options?.length === 0 && !selected && (
        <p className="px-2 py-1.5 text-sm text-ink-quiet">Nothing to select</p>
      )}
      {(options || isComplete) && (
        <MenuOptions options={options && (selected ? [any, ...options] : options)} />
      )}
    </>
  )
}
