import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ownerName } from '../device/owner.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { parseQuery, termOf, tokens } from '../query/query.ts'
import { unquote } from '../query/quoting.ts'
import { useFleetQuery, type FleetResult } from '../fleet/use-fleet-query.ts'
import { serverNow } from '../lib/clock.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { FilterCheckboxes } from './filter-checkboxes.tsx'
import type { FilterField, FilterValue } from './filter-fields.ts'
import { withFilter, type SearchPlace } from './filters.ts'

const maxFound = 20

interface OwnerSearchProps {
  place: SearchPlace
  field: FilterField
  children: ReactNode
}

/** A field that narrows the owners, with those it finds; Enter filters by the first once all are known. */
export function OwnerSearch({ place, field, children }: OwnerSearchProps) {
  const { q } = place.params
  const [text, setText] = useState('')
  const found = useRef<HTMLDivElement>(null)
  const isSearch = text.trim() !== ''
  const result = useFleetQuery(['owners', q, text], (fleet, signal) =>
    findOwners(fleet, q, text, signal),
  )

  /** The text whose first owner Enter asked for; among those found so far it may be another than meant. */
  const awaited = useRef<string>(undefined)
  const isFinal = result.data !== undefined && !result.isStale

  function takeFirst() {
    awaited.current = isFinal ? undefined : text
    if (isFinal) found.current?.querySelector('input')?.click()
  }
  useEffect(() => {
    if (isFinal && awaited.current === text) takeFirst()
  })

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
      <div ref={found}>
        {isSearch ? <FoundOwners place={place} field={field} result={result} /> : children}
      </div>
    </>
  )
}

/** Owners whose name, e-mail address or ID has all words of a text, those with the most devices first. */
function FoundOwners({
  place,
  field,
  result: { data, soFar, error, coverage },
}: {
  place: SearchPlace
  field: FilterField
  result: FleetResult<readonly FilterValue[]>
}) {
  const owners = data ?? soFar
  if (error || (owners?.length === 0 && coverage.kind === 'complete')) {
    return (
      <p role="status" className="px-2 py-1.5 text-sm text-ink-quiet">
        {error ? 'Search failed' : 'No matching owner'}
      </p>
    )
  }
  if (!owners) return <Skeleton className="m-2 h-24" />
  return <FilterCheckboxes place={place} field={field} values={owners} />
}

/** Finds owners by a text, and counts the devices that the search `q` has of each. */
export async function findOwners(
  fleet: Pick<Fleet, 'ask'>,
  q: string,
  text: string,
  signal: AbortSignal,
): Promise<FilterValue[]> {
  const now = serverNow()
  const query = {
    words: tokens(text).map(({ source }) => unquote(source)),
    conditions: [],
    sort: [{ field: 'devices', descending: true } as const],
    offset: 0,
    limit: maxFound,
    now,
    deviceLimit: 0,
  }
  const { people } = await fleet.ask('people', [query], signal)
  const found = people.map(({ id, owner }) => ({
    label: ownerName(owner),
    term: termOf('owner', id).source,
  }))
  const searches = found.map(({ term }) => parseQuery(withFilter(q, 'owner', term)).terms)
  const counts = await fleet.ask('count', [searches, now], signal)
  return found.map((owner, position) => ({ ...owner, count: counts[position] ?? 0 }))
}
