import { useState, type ReactNode } from 'react'
import { explainError } from '../api/explain-error.ts'
import { shortfall } from '../fleet/completeness.ts'
import { fleetState, isFirstReading, isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { parseQuery } from '../query/query.ts'
import type { Facets } from '../fleet/requests.ts'
import { readFleetAgain } from '../fleet/use-fleet.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { MenuOptions } from './filter-menu.tsx'
import type { FilterMenuDefinition } from './filter-menus.ts'
import { filterKind, withFilter } from './filters.ts'
import { ReadSoFar } from './fleet-status.tsx'
import { FoundOwners, OwnerField } from './owner-search.tsx'
import type { SearchPlace } from './search-place.ts'
import { useFleetFacets } from './use-fleet-facets.ts'

interface FilterOptionsProps {
  place: SearchPlace
  menu: FilterMenuDefinition
  /** Counts of the search; undefined without one. */
  facets: Facets | undefined
}

/** The values of a menu as links, with what their counts rest on; one more removes the filter. */
export function FilterOptions({ place, menu, facets }: FilterOptionsProps) {
  const [text, setText] = useState('')
  /** The text whose first owner is asked for, maybe before that is found. */
  const [entered, setEntered] = useState<string>()
  const fleet = useStore(fleetState)
  if (menu.kind !== 'owner' || !isSearchable(fleet)) {
    return <AllOptions place={place} menu={menu} facets={facets} />
  }
  return (
    <>
      <OwnerField text={text} onType={setText} onEnter={() => setEntered(text)} />
      {text.trim() === '' ? (
        <AllOptions place={place} menu={menu} facets={facets} />
      ) : (
        <FoundOwners
          place={place}
          text={text}
          opensFirst={entered === text && !isFirstReading(fleet)}
          onOpenFirst={() => setEntered(undefined)}
        />
      )}
    </>
  )
}

function AllOptions({ place, menu, facets }: FilterOptionsProps) {
  return place.params.q === '' ? (
    <OptionsOfFleet place={place} menu={menu} />
  ) : (
    <Options place={place} menu={menu} facets={facets} />
  )
}

function OptionsOfFleet(props: Omit<FilterOptionsProps, 'facets'>) {
  const { data, isStale } = useFleetFacets()
  return <Options {...props} facets={data} isStale={isStale} />
}

interface OptionsProps extends FilterOptionsProps {
  /** The counts were taken while devices were still coming. */
  isStale?: boolean
}

function Options({ place: { params, linkTo }, menu, facets, isStale = false }: OptionsProps) {
  const { kind, values } = menu
  const fleet = useStore(fleetState)
  const connection = useConnection()
  const selected = parseQuery(params.q).terms.find((term) => filterKind(term) === kind)?.source
  // No value would find anything in a fleet that can't be searched.
  const options = (fleet.phase === 'declined' ? [] : values(facets))?.map((value) => ({
    ...value,
    id: value.term,
    link: linkTo({ q: withFilter(params.q, kind, value.term) }),
    // People whose IDs differ only in case are two.
    isSelected:
      kind === 'owner'
        ? selected === value.term
        : selected?.toLowerCase() === value.term.toLowerCase(),
  }))
  const any = {
    id: 'any',
    label: 'Any',
    link: linkTo({ q: withFilter(params.q, kind, undefined) }),
    isSelected: false,
  }
  const basis = basisOf(fleet, () => void readFleetAgain(connection))
  return (
    <>
      {basis && <div className="grid gap-2 px-2 py-1.5 text-sm text-ink-quiet">{basis}</div>}
      {options?.length === 0 && !selected && !basis && !isStale && (
        <p className="px-2 py-1.5 text-sm text-ink-quiet">Nothing to select</p>
      )}
      {(options || !basis) && (
        <MenuOptions options={options && (selected ? [any, ...options] : options)} />
      )}
    </>
  )
}

/** Says why there are no counts, or what they lack; nothing when they hold for every device. */
function basisOf(fleet: FleetState, retry: () => void): ReactNode {
  if (fleet.phase === 'declined') return 'Too many devices to count'
  if (fleet.phase === 'failed' && !isSearchable(fleet)) {
    return (
      <>
        {explainError(fleet.error).title}
        <Button onClick={retry}>Retry</Button>
      </>
    )
  }
  if (!isSearchable(fleet) || isFirstReading(fleet)) return <ReadSoFar state={fleet} />
  return shortfall(fleet)
}
