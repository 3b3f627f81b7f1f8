import { TriangleAlert, X } from 'lucide-react'
import type { FleetState } from '../fleet/fleet-state.ts'
import { parseQuery } from '../fleet/query.ts'
import type { Term } from '../fleet/terms.ts'
import { counted, legible, mayNameEmail } from '../lib/text.ts'
import { withoutTerm } from './filters.ts'
import { useFacets } from './use-facets.ts'
import type { ListAddress } from '../list/use-list-params.ts'
import { Link } from '../ui/link.tsx'

interface FilterChipsProps {
  address: ListAddress
  matches: number | undefined
  /** The copy of the fleet that the search is answered from. */
  state: FleetState
}

/** The search in force, part by part, each with the way to take it back. */
export function FilterChips({ address, matches, state }: FilterChipsProps) {
  const { params, linkTo } = address
  const isReading = state.phase === 'reading'
  // While it is read again, the copy of before is still there as a whole.
  const isPartial = isReading && state.asOf === 0
  const { terms, problems } = parseQuery(params.q)
  const problemByText = new Map(problems.map((problem) => [problem.text, problem]))
  const owners = useFacets(params.q)?.owner

  function labelOf(term: Term): string {
    const owner = owners?.find((facet) => facet.term === term.source)
    return owner ? `owner: ${owner.label}` : term.source
  }

  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5 text-sm">
        {/* While the fleet is read the count grows by itself, which is nothing to say each time. */}
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
          “{legible(text, 60)}” is not understood, so nothing matches it. {why}
        </p>
      ))}
      {mayNameEmail(params.q) && (
        <p className="text-sm text-ink-muted">
          The search names an e-mail address, so it is not part of this page’s address. Choose the
          owner in the menu for a link that can be shared.
        </p>
      )}
    </>
  )
}
