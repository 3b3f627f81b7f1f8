import { memo, type ReactNode } from 'react'
import { useSlow } from '../lib/use-slow.ts'
import { hiddenClass, type Column, type ColumnLayout } from './column.ts'
import { SortHeader, type SortIntent } from './sort-header.tsx'
import type { ListTable } from './use-list-table.ts'

export type Density = 'comfortable' | 'compact'

interface TableProps<Row extends { id: string }> {
  list: ListTable<Row>
  /** Its accessible name. */
  name: string
  density: Density
  /** The rows are of an earlier answer while the next one is on its way. */
  isStale?: boolean
  /** Shown in place of rows: grey rows of the final shape. */
  skeleton?: ReactNode
  /** Table bodies in place of the one that holds all rows. */
  children?: ReactNode
  onSortIntent?: SortIntent | undefined
}

/**
 * Renders a table instance. Below 640 px the same markup is laid out as cards; the roles are written
 * out because CSS `display` removes them.
 */
export function Table<Row extends { id: string }>({
  list: { table, columns },
  name,
  density,
  isStale = false,
  skeleton,
  children,
  onSortIntent,
}: TableProps<Row>) {
  // An answer that comes at once must not cost two changes of color.
  const isLate = useSlow(isStale, 150)
  const hasSecondKey = table.state.sorting.length > 1
  const rowsNow = () => table.getRowModel().rows.map(({ original }) => original)
  const rows = rowsNow()
  return (
    <table
      role="table"
      aria-label={name}
      aria-busy={isStale || skeleton !== undefined || undefined}
      data-density={density}
      data-late={(isLate && isStale) || undefined}
      className="group/table block w-full text-sm sm:min-w-max"
    >
      <thead role="rowgroup" className="block sm:sticky sm:top-0 sm:z-20 max-sm:px-6">
        {table.getHeaderGroups().map((group) => (
          <tr
            key={group.id}
            role="row"
            className="flex max-sm:flex-wrap max-sm:items-center max-sm:gap-1.5"
          >
            {group.headers.map((header, position) => (
              <SortHeader
                key={header.id}
                header={header}
                onSortIntent={onSortIntent}
                hasSecondKey={hasSecondKey}
              >
                {columns[position]?.header?.(rows)}
              </SortHeader>
            ))}
          </tr>
        ))}
      </thead>
      {children ?? (
        <tbody role="rowgroup" className={bodyClass}>
          {skeleton ??
            rows.map((row) => (
              // An element stands for one row as long as it exists, so a press can't reach another.
              <TableRow key={row.id} row={row} columns={columns} rows={rowsNow} />
            ))}
        </tbody>
      )}
    </table>
  )
}

export const bodyClass = 'block group-data-late/table:opacity-55 max-sm:p-3 max-sm:pt-0'

interface TableRowProps<Row> {
  row: Row
  columns: readonly Column<Row>[]
  rows: () => readonly Row[]
}

function Row<Row>({ row, columns, rows }: TableRowProps<Row>) {
  return (
    <tr role="row" className={rowClass}>
      {columns.map((column) => {
        const Cell = column.isRowHeader ? 'th' : 'td'
        return (
          <Cell
            key={column.id}
            role={column.isRowHeader ? 'rowheader' : 'cell'}
            scope={column.isRowHeader ? 'row' : undefined}
            data-label={column.card || column.isBare ? undefined : column.label}
            className={cellClassOf(column)}
          >
            {column.cell(row, rows)}
          </Cell>
        )
      })}
    </tr>
  )
}

/** A list renders several times for each answer; a row whose data and columns stayed does not. */
export const TableRow = memo(
  Row,
  (before, after) => before.row === after.row && before.columns === after.columns,
) as typeof Row

/** Rows, skeleton rows included, share their size, so nothing moves when data lands. */
export const rowClass = 'group/row list-row row-card'

/** Classes of a column's cells, skeleton cells included. */
export function cellClassOf({
  pinned,
  isRowHeader,
  card,
  hiddenBelow,
  width,
}: Omit<ColumnLayout, 'label'>) {
  return [
    'list-cell',
    width,
    hiddenBelow && hiddenClass[hiddenBelow],
    isRowHeader || card !== 'head' ? '' : 'max-sm:text-right',
    pinned && `${pinnedClass} ${pinnedTo[pinned]}`,
    card ? cardClass[card] : `max-sm:col-span-full ${isRowHeader ? '' : 'list-line'}`,
  ].join(' ')
}

/** Opaque, because other cells pass below it. */
const pinnedClass =
  'sm:sticky sm:z-1 sm:bg-surface sm:group-focus-within/row:bg-hover sm:group-hover/row:bg-hover sm:group-has-checked/row:bg-selected'
const pinnedTo = { start: 'sm:left-0', end: 'text-right sm:right-0' }

/** A card has three columns: the checkbox beside two lines of two cells. */
const cardClass = {
  head: 'max-sm:col-auto',
  detail: 'max-sm:col-auto max-sm:text-sm max-sm:text-ink-muted',
  hidden: 'max-sm:hidden',
}
