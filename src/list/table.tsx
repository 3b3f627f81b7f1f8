import { FlexRender, type RowData } from '@tanstack/react-table'
import { memo, type ReactNode } from 'react'
import { useSlow } from '../lib/use-slow.ts'
import type { ColumnLayout, RowOf, TableOf } from './features.ts'
import { SortHeader } from './sort-header.tsx'

export type Density = 'comfortable' | 'compact'

interface TableProps<Row extends RowData> {
  table: TableOf<Row>
  /** Its accessible name. */
  name: string
  density: Density
  /** Rows are of an earlier answer while the next one is on its way. */
  isStale?: boolean
  /** In place of rows: grey rows of the final shape. */
  skeleton?: ReactNode
}

/**
 * Renders a table instance, nothing more. Below 640 px the same markup is laid
 * out as cards; the roles are written out because CSS `display` takes them away.
 */
export function Table<Row extends RowData>({
  table,
  name,
  density,
  isStale = false,
  skeleton,
}: TableProps<Row>) {
  // An answer that comes at once must not cost two changes of colour.
  const isLate = useSlow(isStale, 150)
  return (
    <table
      role="table"
      aria-label={name}
      aria-busy={isStale || skeleton !== undefined || undefined}
      data-density={density}
      className="group/table w-full table-fixed border-separate border-spacing-0 text-sm max-sm:block"
    >
      <thead role="rowgroup" className="max-sm:block max-sm:px-3">
        {table.getHeaderGroups().map((group) => (
          <tr
            key={group.id}
            role="row"
            className="max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-1.5"
          >
            {group.headers.map((header) => (
              <SortHeader key={header.id} header={header} />
            ))}
          </tr>
        ))}
      </thead>
      <tbody
        role="rowgroup"
        className={`transition-opacity max-sm:block max-sm:p-3 ${isLate && isStale ? 'opacity-55' : ''}`}
      >
        {skeleton ??
          table.getRowModel().rows.map((row, position) => (
            // By position: the next page or order changes what rows say instead of making all of them anew.
            <TableRow key={position} row={row} columns={table.options.columns} />
          ))}
      </tbody>
    </table>
  )
}

interface TableRowProps<Row extends RowData> {
  row: RowOf<Row>
  /** Only so that another choice of columns renders the row again. */
  columns: unknown
}

/** One row. A list is rendered several times for each answer, and a row whose data stayed need not be. */
const TableRow = memo(function TableRow<Row extends RowData>({ row }: TableRowProps<Row>) {
  return (
    <tr role="row" className={rowClass}>
      {row.getAllCells().map((cell) => {
        const layout = cell.column.columnDef.meta
        const Cell = layout?.isRowHeader ? 'th' : 'td'
        return (
          <Cell
            key={cell.column.id}
            role={layout?.isRowHeader ? 'rowheader' : 'cell'}
            scope={layout?.isRowHeader ? 'row' : undefined}
            data-label={isLabelled(layout) ? layout?.label : undefined}
            className={`${cellClass} ${layout?.pinned ? `${pinnedClass} ${pinnedTo[layout.pinned]}` : ''} ${layout?.isRowHeader ? '' : lineClass} ${layout?.isCardHead ? 'max-sm:col-auto' : 'max-sm:col-span-full'}`}
          >
            <FlexRender cell={cell} />
          </Cell>
        )
      })}
    </tr>
  )
}) as <Row extends RowData>(props: TableRowProps<Row>) => ReactNode

/** Rows, skeleton rows included, share their size: nothing moves when data lands. */
export const rowClass =
  'group/row hover:bg-hover focus-within:bg-hover max-sm:mb-3 max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:rounded-lg max-sm:bg-surface max-sm:p-3.5 max-sm:ring-1 max-sm:ring-line'

export const cellClass =
  'h-14 border-b border-line px-3 text-left align-middle font-normal first:pl-4 last:pr-4 group-data-[density=compact]/table:h-9 ' +
  'max-sm:h-auto max-sm:min-h-7 max-sm:min-w-0 max-sm:content-center max-sm:border-0 max-sm:px-0 max-sm:py-0.5 max-sm:first:pl-0 max-sm:last:pr-0'

/** Opaque, since other cells pass below it. */
const pinnedClass =
  'sm:sticky sm:bg-surface sm:group-focus-within/row:bg-hover sm:group-hover/row:bg-hover'
const pinnedTo = { start: 'sm:left-0', end: 'sm:right-0' }

/** A cell as one line of a card: the column's name, and across from it what the cell holds. */
export const lineClass =
  'max-sm:flex max-sm:items-center max-sm:justify-between max-sm:gap-4 ' +
  'max-sm:data-label:before:shrink-0 max-sm:data-label:before:text-ink-quiet max-sm:data-label:before:content-[attr(data-label)]'

function isLabelled(layout: ColumnLayout | undefined): boolean {
  return !layout?.isCardHead && !layout?.isBare
}
