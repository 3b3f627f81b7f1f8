import { flexRender } from '@tanstack/react-table'
import { memo, type ReactNode } from 'react'
import { useSlow } from '../lib/use-slow.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { pinnedTo, SortHeader, type SortIntent } from './sort-header.tsx'
import {
  noLayout,
  type AnyRow,
  type ColumnLayout,
  type ListTable,
  type TableMeta,
  type TableRow,
} from './table-features.ts'

interface TableProps<R extends AnyRow> {
  table: ListTable<R>
  name: string
  /** That of the region it scrolls in. */
  regionName?: string
  className?: string
  density: 'comfortable' | 'compact'
  /** The rows are of an earlier answer while the next one is on its way. */
  isStale?: boolean
  /** Number of gray rows in place of rows that are still to come. */
  skeletonRows?: number | undefined
  /** Table bodies in place of the one that holds all rows. */
  children?: ReactNode
  sortFields?: readonly string[]
  onSortIntent?: SortIntent
}

/**
 * Renders a table instance in the card that it scrolls in; with its roles, which CSS `display` removes
 * on a phone's cards.
 */
export function Table<R extends AnyRow>({
  table,
  name,
  regionName = name,
  className = '',
  density,
  isStale = false,
  skeletonRows = 0,
  children,
  sortFields = [],
  onSortIntent,
}: TableProps<R>) {
  // An answer that comes at once must not cost two changes of color.
  const isLate = useSlow(isStale, 150)
  const hasSecondKey = table.state.sorting.length > 1
  return (
    // The keyboard must reach what scrolls (axe: scrollable-region-focusable).
    <div
      role="region"
      aria-label={regionName}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      className={`table-region ${className}`}
    >
      <table
        role="table"
        aria-label={name}
        aria-busy={isStale || skeletonRows > 0 || undefined}
        data-density={density}
        data-late={(isLate && isStale) || undefined}
        className="group/table block w-full text-sm sm:min-w-max"
      >
        <thead
          role="rowgroup"
          className="block sm:sticky sm:top-0 sm:z-20 max-sm:px-7.5 max-sm:not-has-[input]:hidden"
        >
          {table.getHeaderGroups().map((group) => (
            <tr
              key={group.id}
              role="row"
              className="flex sm:bg-surface max-sm:flex-wrap max-sm:items-center max-sm:gap-1.5"
            >
              {group.headers.map((header) => (
                <SortHeader
                  key={header.id}
                  header={header}
                  isSortable={sortFields.includes(header.column.id)}
                  onSortIntent={onSortIntent}
                  hasSecondKey={hasSecondKey}
                />
              ))}
            </tr>
          ))}
        </thead>
        {children ?? (
          <tbody role="rowgroup" data-pending={skeletonRows > 0 || undefined} className={bodyClass}>
            {skeletonRows > 0 ? (
              <SkeletonRows table={table} count={skeletonRows} />
            ) : (
              table.getRowModel().rows.map((row) => bodyRow(table, row))
            )}
          </tbody>
        )}
      </table>
    </div>
  )
}

/** As many rows as the tallest usual window shows. */
const maxSkeletonRows = 15

/** Gray rows in the final shape: same columns, same height. They pulse as one, which costs one animation. */
function SkeletonRows<R extends AnyRow>({ table, count }: { table: ListTable<R>; count: number }) {
  return Array.from({ length: Math.min(count, maxSkeletonRows) }, (_, row) => (
    <tr key={row} role="row" className={rowClass}>
      {table.getVisibleLeafColumns().map(({ id, columnDef: { meta = noLayout } }) => (
        <td key={id} role="cell" className={cellClassOf(meta)}>
          {meta.pinned !== 'end' && <Skeleton isStill className="h-3.5 w-3/5 max-sm:my-1" />}
        </td>
      ))}
    </tr>
  ))
}

export const bodyClass =
  'block data-pending:pulse group-data-late/table:opacity-55 max-sm:px-4 max-sm:pb-3'

/** A row of a table's body. */
export function bodyRow<R extends AnyRow>(table: ListTable<R>, row: TableRow<R>): ReactNode {
  const columns = table.getVisibleLeafColumns().map(({ id }) => id)
  return (
    // An element stands for one row as long as it exists, so a press can't reach another.
    <BodyRow
      key={row.id}
      row={row}
      data={row.original}
      columns={columns.join()}
      meta={table.options.meta}
      isRemoved={table.options.meta?.isRemoved?.(row.original)}
    />
  )
}

interface BodyRowProps<R extends AnyRow> {
  row: TableRow<R>
  data: R
  columns: string
  meta: TableMeta | undefined
  isRemoved: boolean | undefined
}

function CellsOf<R extends AnyRow>({ row, data, meta: tableMeta, isRemoved }: BodyRowProps<R>) {
  return (
    <tr role="row" data-removed={isRemoved || undefined} className={rowClass}>
      {row.getAllCells().map((cell) => {
        if (!cell.column.getIsVisible()) return undefined
        const { id, columnDef } = cell.column
        const { meta = noLayout, header } = columnDef
        const { isRowHeader, isBare } = meta
        // On a phone, too, a person sees what the rows are sorted by, and where a word was found.
        const isAsked = cell.column.getIsSorted() || tableMeta?.marksOn?.(data)?.[id]
        const card = isAsked && meta.card === 'card-hidden' ? undefined : meta.card
        const Cell = isRowHeader ? 'th' : 'td'
        return (
          <Cell
            key={id}
            role={isRowHeader ? 'rowheader' : 'cell'}
            scope={isRowHeader ? 'row' : undefined}
            data-label={card || isBare ? undefined : header}
            className={cellClassOf({ ...meta, card })}
          >
            {flexRender(columnDef.cell, cell.getContext())}
          </Cell>
        )
      })}
    </tr>
  )
}

/** A list renders several times for each answer; a row whose data, columns and table stayed does not. */
const BodyRow = memo(
  CellsOf,
  (before, after) =>
    before.data === after.data &&
    before.columns === after.columns &&
    before.meta === after.meta &&
    before.isRemoved === after.isRemoved,
) as typeof CellsOf

/** Of rows and skeleton rows, so that nothing moves when data lands. */
const rowClass = 'group/row list-row'

function cellClassOf({ pinned, isRowHeader, card, needsRoom, width }: ColumnLayout) {
  return [
    'list-cell',
    width,
    needsRoom ? 'needs-room' : '',
    pinned && pinnedTo[pinned],
    card ?? `max-sm:col-span-full ${isRowHeader ? '' : 'list-line'}`,
  ].join(' ')
}
