import { X } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { parseQuery } from '../query/query.ts'
import type { Term } from '../query/terms.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { Link } from '../ui/link.tsx'
import { withoutTerm, type SearchPlace } from './filters.ts'

interface FilterChipsProps {
  place: SearchPlace
  /** A part of the search in words; undefined for one that the field shows. */
  wordsOf: (term: Term) => string | undefined
}

/** The filters of a search in words, each with a link that removes it. */
export function FilterChips({ place: { params, linkTo }, wordsOf }: FilterChipsProps) {
  const filters = parseQuery(params.q).terms.flatMap((term, position) => {
    const words = wordsOf(term)
    return words === undefined ? [] : [{ term, position, words: sanitizeForDisplay(words, 60) }]
  })
  const chips = useRef<HTMLUListElement>(null)
  /** 0-based position of the chip that a person removed, and the search it was in. */
  const removed = useRef<{ position: number; q: string }>(undefined)

  useLayoutEffect(() => {
    // Loaded owners may render the chip again before it is gone.
    if (!removed.current || removed.current.q === params.q) return
    const links = [...(chips.current?.querySelectorAll('a') ?? [])]
    ;(links[removed.current.position] ?? links.at(-1))?.focus()
    removed.current = undefined
  })

  return (
    <ul
      ref={chips}
      aria-label="Search"
      className="flex h-full min-w-0 items-center gap-1.5 max-sm:shrink-0 sm:overflow-x-auto sm:[scrollbar-width:none]"
    >
      {filters.map(({ term, position, words }, chip) => (
        <li
          key={`${position} ${term.source}`}
          className="inline-flex shrink-0 items-center gap-1 rounded-full bg-selected pr-0.5 pl-2.5"
        >
          <bdi>{words}</bdi>
          <Link
            {...linkTo({ q: withoutTerm(params.q, position) })}
            aria-label={`Remove filter ${words}`}
            onClick={() => {
              removed.current = { position: chip, q: params.q }
            }}
            className="grid size-6 place-items-center rounded-full text-ink-muted hover:bg-ink/10 hover:text-ink max-sm:size-11"
          >
            <X aria-hidden className="size-3.5" />
          </Link>
        </li>
      ))}
      {/* On a phone the field's own button clears a search without filters. */}
      <li className={filters.length === 0 ? 'max-sm:hidden' : undefined}>
        <Link
          {...linkTo({ q: '' })}
          className="rounded-md px-1.5 py-1 font-medium whitespace-nowrap text-accent underline-offset-2 hover:underline max-sm:py-3"
        >
          Clear all
        </Link>
      </li>
    </ul>
  )
}
