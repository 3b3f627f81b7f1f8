import { flexRender } from '@tanstack/react-table'
import { memo, type ReactNode } from 'react'
import { useSlow } from '../lib/use-slow.ts'
import { noLayout, type ColumnLayout } from './column.ts'
import { SortHeader, type SortIntent } from './sort-header.tsx'
import type { AnyRow, ListTable, TableMeta, TableRow } from './table-features.ts'

export type Density = 'comfortable' | 'compact'

interface TableProps<R extends AnyRow> {
  table: ListTable<R>
  /** Its accessible name. */
  name: string
  density: Density
  /** The rows are of an earlier answer while the next one is on its way. */
  isStale?: boolean
  /** Shown in place of rows: grey rows of the final shape. */
  skeleton?: ReactNode
  /** Table bodies in place of the one that holds all rows. */
  children?: ReactNode
  /** Columns that a click on their header sorts by. */
  sortFields?: readonly string[]
  onSortIntent?: SortIntent | undefined
}

/**
 * Renders a table instance. Below 640 px the same markup is laid out as cards; the roles are written
 * out because CSS `display` removes them.
 */
export function Table<R extends AnyRow>({
  table,
  name,
  density,
  isStale = false,
  skeleton,
  children,
  sortFields = [],
  onSortIntent,
}: TableProps<R>) {
  // An answer that comes at once must not cost two changes of color.
  const isLate = useSlow(isStale, 150)
  const hasSecondKey = table.state.sorting.length > 1
  return (
    <table
      role="table"
      aria-label={name}
      aria-busy={isStale || skeleton !== undefined || undefined}
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
            className="flex max-sm:flex-wrap max-sm:items-center max-sm:gap-1.5"
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
        <tbody role="rowgroup" className={bodyClass}>
          {skeleton ?? table.getRowModel().rows.map((row) => bodyRow(table, row))}
        </tbody>
      )}
    </table>
  )
}

export const bodyClass = 'block group-data-late/table:opacity-55 max-sm:px-4 max-sm:pb-3'

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
  /** IDs of the columns. */
  columns: string
  meta: TableMeta | undefined
  isRemoved: boolean | undefined
}

function CellsOf<R extends AnyRow>({ row, isRemoved }: BodyRowProps<R>) {
  return (
    <tr role="row" data-removed={isRemoved || undefined} className={rowClass}>
      {row.getAllCells().map((cell) => {
        if (!cell.column.getIsVisible()) return undefined
        const { id, columnDef } = cell.column
        const { meta = noLayout, header } = columnDef
        const { isRowHeader, card, isBare } = meta
        const Cell = isRowHeader ? 'th' : 'td'
        return (
          <Cell
            key={id}
            role={isRowHeader ? 'rowheader' : 'cell'}
            scope={isRowHeader ? 'row' : undefined}
            data-label={card || isBare ? undefined : header}
            className={cellClassOf(meta)}
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

/** Rows, skeleton rows included, share their size, so nothing moves when data lands. */
export const rowClass = 'group/row list-row row-card'

/** Classes of a column's cells, skeleton cells included. */
export function cellClassOf({ pinned, isRowHeader, card, needsRoom, width }: ColumnLayout) {
  return [
    'list-cell',
    width,
    needsRoom ? 'needs-room' : '',
    isRowHeader || card !== 'head' ? '' : 'max-sm:text-right',
    pinned && `pinned-cell ${pinnedTo[pinned]}`,
    card ? cardClass[card] : `max-sm:col-span-full ${isRowHeader ? '' : 'list-line'}`,
  ].join(' ')
}

const pinnedTo = { start: 'sm:left-0', end: 'text-right sm:right-0' }

/** A card has three columns: the checkbox beside two lines of two cells. */
const cardClass = {
  head: 'max-sm:col-auto',
  detail: 'card-detail',
  foot: 'card-foot',
  hidden: 'max-sm:hidden',
}
