import type { Facets } from '../fleet/requests.ts'
import type { Figure } from '../lib/figure.ts'
import { counted } from '../lib/text.ts'
import { useCurrentView } from './current-view.ts'
import { FilterChips } from './filter-chips.tsx'
import type { SearchPlace } from './search-place.ts'

interface SearchSummaryProps {
  place: SearchPlace
  /** Devices in the list; undefined until that is known. */
  total: Figure | undefined
  /** How many of the matching devices have which values; undefined without a search. */
  facets: Facets | undefined
}

/** How many devices the list has, and what it was searched for. */
export function SearchSummary({ place, total, facets }: SearchSummaryProps) {
  const isSearch = place.params.q !== ''
  // A tab says it already.
  const isView = useCurrentView(place) !== undefined
  return (
    <>
      {/* The count grows by itself while devices are loaded, and is not announced each time. */}
      <p
        role="status"
        aria-live={isSearch && total?.isFinal ? 'polite' : 'off'}
        // In a search wide enough for every count, so that no filter moves when it grows.
        className={`shrink-0 font-medium tabular-nums ${isSearch ? 'sm:min-w-38' : ''}`}
      >
        {total && counted(total.count, 'device')}
        {/* On a phone the first filter needs the room, but a count so far is never told as the last one. */}
        {total && isSearch && (
          <span className={total.isFinal ? 'max-sm:sr-only' : ''}>{foundWords(total)}</span>
        )}
      </p>
      {isSearch && !isView && <FilterChips place={place} owners={facets?.owner} />}
    </>
  )
}

function foundWords({ count, isFinal }: Figure): string {
  if (!isFinal) return ' so far'
  return count === 1 ? ' matches' : ' match'
}
