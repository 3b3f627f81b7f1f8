import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from 'lucide-react'
import type { SubmitEvent } from 'react'
import type { Figure } from '../lib/figure.ts'
import { formatCount } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { IconLink } from '../ui/icon-link.tsx'

interface PaginationProps {
  /** 1-based. */
  page: number
  /** Number of the last page; `undefined` when the count is unknown. */
  lastPage: number | undefined
  hasNext: boolean
  /** 0-based position of the first row shown. */
  offset: number
  /** Rows shown. */
  shown: number
  /** `undefined` when the count is unknown. */
  total: Figure | undefined
  size: number
  sizes: readonly number[]
  /** Page size in force, when the server uses another one than asked. */
  serverLimit: number | undefined
  /** A link to a page of this list. */
  linkTo: (page: number) => { to: string; state: unknown }
  onPage: (page: number) => void
  onSize: (size: number) => void
}

/** Where in the list one is, and the ways to its other pages. */
export function Pagination(props: PaginationProps) {
  const { page, lastPage, offset, shown, total, size, serverLimit, linkTo } = props

  function goTo(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = Number(new FormData(event.currentTarget).get('page'))
    if (Number.isInteger(typed) && typed >= 1) props.onPage(Math.min(typed, lastPage ?? typed))
  }

  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm text-ink-muted">
      <p className="min-w-36 tabular-nums max-sm:min-w-0">
        <span className="font-medium text-ink">
          {shown === 0 ? '0' : `${formatCount(offset + 1)}–${formatCount(offset + shown)}`}
        </span>{' '}
        of {total ? formatCount(total.count) : 'an unknown count'}
        {total?.isFinal === false && ' so far'}
      </p>
      <label className="flex items-center gap-2">
        Rows per page
        <select
          value={size}
          onChange={(event) => props.onSize(Number(event.target.value))}
          className="field"
        >
          {props.sizes.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
      {serverLimit !== undefined && <p>The API gives {serverLimit} rows at a time.</p>}

      <div className="ml-auto flex flex-wrap items-center gap-x-5 gap-y-2 max-sm:ml-0 max-sm:w-full max-sm:justify-between">
        <form onSubmit={goTo} className="flex items-center gap-2">
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
          {lastPage !== undefined && (
            <span className="tabular-nums">of {formatCount(lastPage)}</span>
          )}
          <Button type="submit" variant="quiet" className="px-2">
            Go
          </Button>
        </form>
        <nav aria-label="Pagination" className="flex items-center gap-0.5">
          <IconLink
            label="First page"
            icon={ChevronFirst}
            link={page > 1 ? linkTo(1) : undefined}
          />
          <IconLink
            label="Previous page"
            icon={ChevronLeft}
            link={page > 1 ? linkTo(page - 1) : undefined}
          />
          <IconLink
            label="Next page"
            icon={ChevronRight}
            link={props.hasNext ? linkTo(page + 1) : undefined}
          />
          <IconLink
            label="Last page"
            icon={ChevronLast}
            link={lastPage !== undefined && page < lastPage ? linkTo(lastPage) : undefined}
          />
        </nav>
      </div>
    </div>
  )
}
