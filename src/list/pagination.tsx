import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from 'lucide-react'
import type { SubmitEvent } from 'react'
import type { Figure } from '../lib/figure.ts'
import { formatCount } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { IconLink } from '../ui/icon-link.tsx'
import {
  type ListLink,
  lastPage,
  pageSizes,
  toPageSize,
  type ListParams,
  type PageSize,
} from './list-address.ts'
import type { ListPage } from './list-page.ts'

interface PaginationProps {
  place: {
    params: Pick<ListParams, 'page' | 'size'>
    linkTo: (change: { page: number }) => ListLink
    goTo: (change: { page: number } | { size: PageSize }) => void
  }
  shown: ListPage<unknown>
  total: Figure | undefined
}

/** Where in the list one is, and the ways to its other pages. */
export function Pagination({ place, shown, total }: PaginationProps) {
  const { page, size } = place.params
  const { offset, limit, rows, hasNext } = shown
  const last = total && lastPage(total.count, limit)
  const isOnly = page === 1 && !hasNext
  const ways = [
    ['First page', ChevronFirst, page > 1, 1],
    ['Previous page', ChevronLeft, page > 1, page - 1],
    ['Next page', ChevronRight, hasNext, page + 1],
    ['Last page', ChevronLast, last !== undefined && page < last, last ?? page],
  ] as const

  function goTo(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = Number(new FormData(event.currentTarget).get('page'))
    if (Number.isInteger(typed) && typed >= 1) place.goTo({ page: Math.min(typed, last ?? typed) })
  }

  return (
    // On a phone two lines: where one is and the ways on, then the choices.
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm text-ink-muted max-sm:justify-between">
      <p className="min-w-36 tabular-nums max-sm:min-w-0">
        <span className="font-medium text-ink">
          {rows.length === 0
            ? '0'
            : `${formatCount(offset + 1)}–${formatCount(offset + rows.length)}`}
        </span>{' '}
        of {total ? formatCount(total.count) : 'an unknown count'}
        {total?.isFinal === false && ' so far'}
      </p>
      <label className="flex items-center gap-2 max-sm:order-1">
        <span>
          Rows<span className="max-sm:sr-only"> per page</span>
        </span>
        <select
          value={size}
          onChange={(event) => place.goTo({ size: toPageSize(Number(event.target.value)) })}
          className="field"
        >
          {pageSizes.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
      {limit < size && <p>The API gives {limit} rows at a time.</p>}
      {!isOnly && (
        <>
          <form
            onSubmit={goTo}
            className="ml-auto flex items-center gap-2 max-sm:order-1 max-sm:ml-0"
          >
            <label className="flex items-center gap-2">
              Page
              <input
                // The address is the truth: another page brings another field.
                key={page}
                name="page"
                // No maximum: a number that is too high means the last page.
                type="number"
                min={1}
                required
                defaultValue={page}
                aria-label="Go to page"
                className="field w-16 tabular-nums"
              />
            </label>
            {last !== undefined && (
              <span className="min-w-11 tabular-nums">of {formatCount(last)}</span>
            )}
            <Button type="submit" variant="quiet" className="px-2">
              Go
            </Button>
          </form>
          <nav aria-label="Pagination" className="-mr-2 flex items-center gap-0.5">
            {ways.map(([label, icon, isOpen, number]) => (
              <IconLink
                key={label}
                label={label}
                icon={icon}
                link={isOpen ? place.linkTo({ page: number }) : undefined}
              />
            ))}
          </nav>
        </>
      )}
    </div>
  )
}
