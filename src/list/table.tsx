import { memo, type ReactNode } from 'react'
import { useSlow } from '../lib/use-slow.ts'
import type { Column } from './column.ts'
import { SortHeader, type SortIntent } from './sort-header.tsx'
import type { ListTable } from './use-list-table.ts'

export type Density = 'comfortable' | 'compact'

/** Rows that belong together, under a heading. */
export interface RowGroup {
  id: string
  heading: ReactNode
  /** How many of the rows, in their order. */
  count: number
}

interface TableProps<Row extends { id: string }> {
  list: ListTable<Row>
  /** Its accessible name. */
  name: string
  density: Density
  /** The rows are of an earlier answer while the next one is on its way. */
  isStale?: boolean
  /** Shown in place of rows: grey rows of the final shape. */
  skeleton?: ReactNode
  /**
   * Reuses the elements of a row for the row that takes its place: the next page or order then changes
   * texts instead of building all rows anew.
   */
  reusesRows?: boolean
  groups?: readonly RowGroup[] | undefined
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
  reusesRows = false,
  groups,
  onSortIntent,
}: TableProps<Row>) {
  // An answer that comes at once must not cost two changes of color.
  const isLate = useSlow(isStale, 150)
  const rows = table.getRowModel().rows.map(({ original }) => original)
  const rowsNow = () => table.getRowModel().rows.map(({ original }) => original)
  const bodyClass = `max-sm:block max-sm:p-3 ${isLate && isStale ? 'opacity-55' : ''}`
  const rowAt = (row: Row, position: number) => (
    <TableRow key={reusesRows ? position : row.id} row={row} columns={columns} rows={rowsNow} />
  )
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
            {group.headers.map((header, position) => (
              <SortHeader key={header.id} header={header} onSortIntent={onSortIntent}>
                {columns[position]?.header?.(rows)}
              </SortHeader>
            ))}
          </tr>
        ))}
      </thead>
      {groups && !skeleton ? (
        grouped(rows, groups).map(({ group, members }) => (
          <tbody key={group.id} role="rowgroup" className={bodyClass}>
            <tr role="row" className="max-sm:block">
              <th
                role="rowheader"
                scope="rowgroup"
                colSpan={columns.length}
                className="border-b border-line bg-sunken px-4 py-2 text-left font-normal max-sm:mb-2 max-sm:block max-sm:rounded-md max-sm:border-0"
              >
                {group.heading}
              </th>
            </tr>
            {members.map(rowAt)}
          </tbody>
        ))
      ) : (
        <tbody role="rowgroup" className={bodyClass}>
          {skeleton ?? rows.map(rowAt)}
        </tbody>
      )}
    </table>
  )
}

function grouped<Row>(rows: readonly Row[], groups: readonly RowGroup[]) {
  let start = 0
  return groups.map((group) => {
    const members = rows.slice(start, start + group.count)
    start += group.count
    return { group, members }
  })
}

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
            data-label={column.isCardHead || column.isBare ? undefined : column.label}
            className={`${cellClass} ${column.pinned ? `${pinnedClass} ${pinnedTo[column.pinned]}` : ''} ${column.pinned === 'end' ? 'text-right' : ''} ${column.isRowHeader ? '' : lineClass} ${column.isCardHead ? 'max-sm:col-auto' : 'max-sm:col-span-full'}`}
          >
            {column.cell(row, rows)}
          </Cell>
        )
      })}
    </tr>
  )
}

/** A list renders several times for each answer; a row whose data and columns stayed does not. */
const TableRow = memo(
  Row,
  (before, after) => before.row === after.row && before.columns === after.columns,
) as typeof Row

/** Rows, skeleton rows included, share their size, so nothing moves when data lands. */
export const rowClass =
  'group/row hover:bg-hover focus-within:bg-hover max-sm:mb-3 max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:rounded-lg max-sm:bg-surface max-sm:p-3.5 max-sm:ring-1 max-sm:ring-line'

export const cellClass =
  'h-14 border-b border-line px-3 text-left align-middle font-normal first:pl-4 last:pr-4 group-data-[density=compact]/table:h-9 ' +
  'max-sm:h-auto max-sm:min-h-7 max-sm:min-w-0 max-sm:content-center max-sm:border-0 max-sm:px-0 max-sm:py-0.5 max-sm:first:pl-0 max-sm:last:pr-0'

/** Opaque, because other cells pass below it. */
const pinnedClass =
  'sm:sticky sm:bg-surface sm:group-focus-within/row:bg-hover sm:group-hover/row:bg-hover'
const pinnedTo = { start: 'sm:left-0', end: 'sm:right-0' }

/** A cell as one line of a card: the column's label, and the value across from it. */
export const lineClass =
  'max-sm:flex max-sm:items-center max-sm:justify-between max-sm:gap-4 ' +
  'max-sm:data-label:before:shrink-0 max-sm:data-label:before:text-ink-quiet max-sm:data-label:before:content-[attr(data-label)]'
