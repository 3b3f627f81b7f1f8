import { TriangleAlert, X } from 'lucide-react'
import type { FleetState } from '../fleet/fleet-state.ts'
import { parseQuery } from '../fleet/query.ts'
import type { Term } from '../fleet/terms.ts'
import type { Facet } from '../fleet/requests.ts'
import { counted, legible, mayNameEmail } from '../lib/text.ts'
import { withoutTerm } from './filters.ts'
import type { SearchPlace } from './search-place.ts'
import { Link } from '../ui/link.tsx'

interface FilterChipsProps {
  place: SearchPlace
  matches: number | undefined
  /** Owners among the matching devices, by which a term shows a name instead of an ID. */
  owners: readonly Facet[] | undefined
  fleet: FleetState
}

/** The parts of the search, each with a link that removes it. */
export function FilterChips({ place, matches, owners, fleet }: FilterChipsProps) {
  const { params, linkTo } = place
  const isReading = fleet.phase === 'reading'
  // During a refresh the earlier snapshot is still whole.
  const isPartial = isReading && fleet.asOf === 0
  const { terms, problems } = parseQuery(params.q)
  const problemByText = new Map(problems.map((problem) => [problem.text, problem]))

  function labelOf(term: Term): string {
    const owner = owners?.find((facet) => facet.term === term.source)
    return owner ? `owner: ${owner.label}` : term.source
  }

  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5 text-sm">
        {/* The count grows by itself while the fleet is read, and is not announced each time. */}
        <p
          role="status"
          aria-live={isReading ? 'off' : 'polite'}
          className="mr-1 font-medium tabular-nums"
        >
          {matches !== undefined &&
            `${counted(matches, 'device')} ${matches === 1 ? 'matches' : 'match'}${isPartial ? ' so far' : ''}`}
        </p>
        {terms.map((term, position) => (
          <span
            key={`${position} ${term.source}`}
            className={`inline-flex max-w-full items-center gap-1 rounded-full py-0.5 pr-0.5 pl-2.5 ${
              term.kind === 'unreadable' ? 'bg-warn-soft text-warn' : 'bg-selected'
            }`}
          >
            {term.kind === 'unreadable' && <TriangleAlert aria-hidden className="size-3.5" />}
            <bdi className="truncate">{legible(labelOf(term), 60)}</bdi>
            <Link
              {...linkTo({ q: withoutTerm(params.q, position) })}
              aria-label={`Remove filter ${labelOf(term)}`}
              className="grid size-6 place-items-center rounded-full text-ink-muted hover:bg-ink/10 hover:text-ink max-sm:size-9"
            >
              <X aria-hidden className="size-3.5" />
            </Link>
          </span>
        ))}
        <Link
          {...linkTo({ q: '' })}
          className="rounded-md px-2 py-1 font-medium text-accent underline-offset-2 hover:underline max-sm:py-3"
        >
          Clear all
        </Link>
      </div>
      {[...problemByText.values()].map(({ text, why }) => (
        <p key={text} role="status" className="text-sm text-warn">
          “{legible(text, 60)}” isn’t a valid filter. {why}
        </p>
      ))}
      {mayNameEmail(params.q) && (
        <p className="text-sm text-ink-muted">
          E-mail searches aren’t saved in the link. To share one, filter by owner.
        </p>
      )}
    </>
  )
}
