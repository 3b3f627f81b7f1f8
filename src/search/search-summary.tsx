import { useState } from 'react'
import type { Figure } from '../lib/figure.ts'
import { counted } from '../lib/text.ts'
import type { Term } from '../query/terms.ts'
import { FilterChips } from './filter-chips.tsx'
import type { SearchPlace } from './filters.ts'

interface SearchSummaryProps {
  place: SearchPlace
  /** A row in words, and several: "device", "devices". */
  noun: readonly [one: string, many: string]
  total: Figure | undefined
  /** False while the rows are those of an earlier question. */
  isAnswered: boolean
  isTab: boolean
  /** A part of the search in words; undefined for one that the field shows. */
  wordsOf: (term: Term) => string | undefined
}

/** How many rows the list has, and what it was filtered by. */
export function SearchSummary(props: SearchSummaryProps) {
  const { place, noun, total, isAnswered, isTab, wordsOf } = props
  const { q } = place.params
  const isSearch = q !== ''
  // Another page of a search has its count; the rows of an earlier search don't match this one.
  const [answered, setAnswered] = useState(q)
  if (isAnswered && answered !== q) setAnswered(q)
  const isOwn = isAnswered || answered === q
  return (
    <>
      {/* The count grows by itself while devices are loaded, and is not announced each time. */}
      <p
        role="status"
        aria-live={isSearch && total?.isFinal ? 'polite' : 'off'}
        // In a search wide enough for every count, so that no filter moves when it grows.
        className={`shrink-0 font-medium tabular-nums ${isSearch ? 'sm:min-w-38' : ''}`}
      >
        {total && counted(total.count, noun[0], noun[1])}
        {/* On a phone the first filter needs the room, but a count so far is never told as the last one. */}
        {total && isOwn && (isSearch || !total.isFinal) && (
          <span className={total.isFinal ? 'max-sm:sr-only' : ''}>{foundWords(total)}</span>
        )}
      </p>
      {isSearch && !isTab && <FilterChips place={place} wordsOf={wordsOf} />}
    </>
  )
}

function foundWords({ count, isFinal }: Figure): string {
  if (!isFinal) return ' so far'
  return count === 1 ? ' matches' : ' match'
}
