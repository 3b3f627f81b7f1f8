import { useEffect, useRef } from 'react'
import { ownerName } from '../device/owner.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { parseQuery, termOf, tokens } from '../query/query.ts'
import { unquote } from '../query/quoting.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { MenuOptions } from './filter-menu.tsx'
import type { FilterValue } from './filter-menus.ts'
import { withFilter } from './filters.ts'
import type { SearchPlace } from './search-place.ts'

const mostFound = 20

interface OwnerFieldProps {
  text: string
  onType: (text: string) => void
  onEnter: () => void
}

/** A field that narrows the owners; Enter filters by the first. */
export function OwnerField({ text, onType, onEnter }: OwnerFieldProps) {
  return (
    <form
      className="p-1"
      onSubmit={(event) => {
        event.preventDefault()
        onEnter()
      }}
    >
      <input
        type="search"
        aria-label="Find an owner"
        placeholder="Find an owner"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onType(event.target.value)}
        className="h-8 w-full rounded-md bg-surface px-2 text-sm ring-1 ring-line-strong/60 ring-inset max-sm:h-11 max-sm:text-base"
      />
    </form>
  )
}

interface FoundOwnersProps {
  place: SearchPlace
  text: string
  /** Opens the first owner as soon as it is the one for this text. */
  opensFirst: boolean
  onOpenFirst: () => void
}

/** Owners whose name, e-mail address or ID has all words of a text, those with the most devices first. */
export function FoundOwners({ place, text, opensFirst, onOpenFirst }: FoundOwnersProps) {
  const { q } = place.params
  const options = useRef<HTMLDivElement>(null)
  const { data, isStale, error } = useFleetAnswer(['owners', q, text], (fleet, signal) =>
    findOwners(fleet, q, text, signal),
  )
  useEffect(() => {
    if (!opensFirst || isStale) return
    onOpenFirst()
    options.current?.querySelector('a')?.click()
  })
  if (data?.length === 0 || error) {
    return (
      <p role="status" className="px-2 py-1.5 text-sm text-ink-quiet">
        {error ? 'Search failed' : 'No matching owner'}
      </p>
    )
  }
  return (
    <div ref={options}>
      <MenuOptions
        options={data?.map(({ label, count, term }) => ({
          id: term,
          label,
          ...(count !== undefined && { count }),
          link: place.linkTo({ q: withFilter(q, 'owner', term) }),
          isSelected: parseQuery(q).terms.some(({ source }) => source === term),
        }))}
      />
    </div>
  )
}

/** Finds owners by a text, and counts the devices that the search `q` has of each. */
export async function findOwners(
  fleet: Pick<Fleet, 'people' | 'count'>,
  q: string,
  text: string,
  signal: AbortSignal,
): Promise<FilterValue[]> {
  const { people } = await fleet.people({
    words: tokens(text).map(({ source }) => unquote(source)),
    conditions: [],
    sort: [{ field: 'devices', descending: true }],
    offset: 0,
    limit: mostFound,
    deviceLimit: 0,
    signal,
  })
  const found = people.flatMap(({ owner }) => {
    const id = owner?.id ?? owner?.email
    return id === undefined ? [] : [{ label: ownerName(owner), term: termOf('owner', id).source }]
  })
  const counts = await fleet.count(
    found.map(({ term }) => parseQuery(withFilter(q, 'owner', term)).terms),
    signal,
  )
  return found.map((owner, position) => ({ ...owner, count: counts[position] ?? 0 }))
}
