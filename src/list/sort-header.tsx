import { flexRender, type SortingState } from '@tanstack/react-table'
import { useRef } from 'react'
import { ArrowDown, ArrowsUpDown, ArrowUp } from '../ui/icons.tsx'
import { noLayout, type AnyRow, type ListHeader } from './table-features.ts'

const orderWords = { asc: 'ascending', desc: 'descending', none: 'the default order' } as const

/** Of a cell that stays in sight when its row scrolls sideways. */
export const pinnedTo = { start: 'pinned-cell sm:left-0', end: 'pinned-cell sm:right-0' }

/** A pointer that only passes over a header means nothing. */
const intentAfterMs = 60

/** Called with the order that a click on a header would give, once somebody seems about to click. */
export type SortIntent = (sorting: SortingState) => void

interface SortHeaderProps<R extends AnyRow> {
  header: ListHeader<R>
  isSortable: boolean
  onSortIntent: SortIntent | undefined
  hasSecondKey: boolean
}

/** A column's header: a button in a `th` (APG, sortable table). A click sorts by it alone, Shift adds it. */
export function SortHeader<R extends AnyRow>({
  header,
  isSortable,
  onSortIntent,
  hasSecondKey,
}: SortHeaderProps<R>) {
  const { column } = header
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { header: label, meta: layout = noLayout } = column.columnDef
  const isText = typeof label === 'string'
  const canSort = isSortable && isText
  const sorted = column.getIsSorted()
  const position = column.getSortIndex()
  const next = column.getNextSortingOrder()
  const Arrow = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ArrowsUpDown
  const notifyIntent = () => onSortIntent?.(next ? [{ id: column.id, desc: next === 'desc' }] : [])

  return (
    <th
      role="columnheader"
      scope="col"
      // APG: at most one column carries the state; further keys say their number.
      aria-sort={sorted && position === 0 ? orderWords[sorted] : undefined}
      className={`list-head ${layout.width} ${layout.needsRoom ? 'needs-room' : ''} ${layout.pinned ? pinnedTo[layout.pinned] : ''}`}
    >
      {canSort ? (
        <button
          type="button"
          onClick={column.getToggleSortingHandler()}
          onFocus={notifyIntent}
          onPointerEnter={() => {
            timer.current = setTimeout(notifyIntent, intentAfterMs)
          }}
          onPointerLeave={() => clearTimeout(timer.current)}
          title={`Sort by ${label}: ${orderWords[next || 'none']}.`}
          data-sorted={sorted || undefined}
          className="sort-button"
        >
          <span className="truncate text-left narrow:whitespace-normal">{label}</span>
          <Arrow className="sort-arrow" />
          {sorted && hasSecondKey && (
            <span className="text-accent tabular-nums">
              <span aria-hidden>{position + 1}</span>
              {position > 0 && (
                <span className="sr-only">
                  , sort key {position + 1}, {orderWords[sorted]}
                </span>
              )}
            </span>
          )}
        </button>
      ) : (
        <span className={layout.isBare ? 'sr-only' : 'whitespace-nowrap narrow:whitespace-normal'}>
          {flexRender(label, header.getContext())}
        </span>
      )}
    </th>
  )
}
