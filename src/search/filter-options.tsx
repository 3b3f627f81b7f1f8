import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ownerName } from '../device/owner.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet, useFleetState } from '../fleet/use-fleet.ts'
import { parseQuery, termOf, tokens } from '../query/query.ts'
import { quote, unquote } from '../query/quoting.ts'
import { filterKind } from '../query/terms.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { FilterCheckboxes } from './filter-checkboxes.tsx'
import type { FilterField, FilterValue } from './filter-fields.ts'
import { hasFilter, withFilter, type SearchPlace } from './filters.ts'

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
    const { facets } = await fleet.ask('query', [{ q }], signal)
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

const maxFound = 20

/** A field that narrows the owners, with those it finds; Enter filters by the first once all are known. */
function OwnerSearch({ place, field, children }: FilterOptionsProps & { children: ReactNode }) {
  const { q } = place.params
  const [text, setText] = useState('')
  const found = useRef<HTMLDivElement>(null)
  const isSearch = text.trim() !== ''
  const { data, soFar, error, coverage, isStale } = useFleetQuery(
    ['owners', q, text],
    (fleet, signal) => findOwners(fleet, q, text, signal),
  )
  const owners = data ?? soFar
  const isNone = owners?.length === 0 && coverage.kind === 'complete'

  /** The text whose first owner Enter asked for; among those found so far it may be another than meant. */
  const awaited = useRef<string>(undefined)
  const isFinal = data !== undefined && !isStale

  function takeFirst() {
    awaited.current = isFinal ? undefined : text
    if (isFinal) found.current?.querySelector('input')?.click()
  }
  useEffect(() => {
    if (isFinal && awaited.current === text) takeFirst()
  })

  function renderFound() {
    if (error || isNone) {
      return (
        <p role="status" className="px-2 py-1.5 text-sm text-ink-quiet">
          {error ? 'Search failed' : 'No matching owner'}
        </p>
      )
    }
    if (!owners) return <Skeleton className="m-2 h-24" />
    return <FilterCheckboxes place={place} field={field} values={owners} />
  }

  return (
    <>
      <form
        className="p-1"
        onSubmit={(event) => {
          event.preventDefault()
          if (isSearch) takeFirst()
        }}
      >
        <input
          type="search"
          aria-label="Find an owner"
          placeholder="Find an owner"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            awaited.current = undefined
          }}
          className="field w-full"
        />
      </form>
      <div ref={found}>{isSearch ? renderFound() : children}</div>
    </>
  )
}

/** Finds owners by a text, and counts the devices that the search `q` has of each. */
async function findOwners(
  fleet: Fleet,
  q: string,
  text: string,
  signal: AbortSignal,
): Promise<FilterValue[]> {
  const sort = [{ field: 'devices', descending: true } as const]
  // In quotes, as a search for people would take `is:stale` for a filter.
  const words = tokens(text).map(({ source }) => quote(unquote(source)))
  const query = { q: words.join(' '), sort, limit: maxFound, deviceLimit: 0 }
  const { people } = await fleet.ask('people', [query], signal)
  const found = people.map(({ id, owner }) => ({
    label: ownerName(owner),
    term: termOf('owner', id).source,
  }))
  const searches = found.map(({ term }) => withFilter(q, 'owner', term))
  const counts = await fleet.ask('count', [searches], signal)
  return found.map((owner, position) => ({ ...owner, count: counts[position] ?? 0 }))
}
