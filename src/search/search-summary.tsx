import { isFirstReading, type FleetState } from '../fleet/fleet-state.ts'
import type { Facets } from '../fleet/requests.ts'
import { counted } from '../lib/text.ts'
import { FilterChips } from './filter-chips.tsx'
import type { SearchPlace } from './search-place.ts'

interface SearchSummaryProps {
  place: SearchPlace
  /** Devices in the list; undefined until that is known. */
  total: number | undefined
  /** How many of the matching devices have which values; undefined without a search. */
  facets: Facets | undefined
  fleet: FleetState
}

/** How many devices the list has, and what it was searched for. */
export function SearchSummary({ place, total, facets, fleet }: SearchSummaryProps) {
  const isSearch = place.params.q !== ''
  const isReading = fleet.phase === 'reading'
  // During a refresh the earlier snapshot is still whole.
  const found = isFirstReading(fleet) ? ' so far' : total === 1 ? ' matches' : ' match'
  return (
    <>
      {/* The count grows by itself while devices are loaded, and is not announced each time. */}
      <p
        role="status"
        aria-live={isSearch && !isReading ? 'polite' : 'off'}
        // In a search wide enough for every count, so that no filter moves when it grows.
        className={`shrink-0 font-medium tabular-nums ${isSearch ? 'sm:min-w-38' : ''}`}
      >
        {total !== undefined && counted(total, 'device')}
        {/* On a phone the first filter needs the room. */}
        {total !== undefined && isSearch && <span className="max-sm:sr-only">{found}</span>}
      </p>
      {isSearch && <FilterChips place={place} owners={facets?.owner} />}
    </>
  )
}
