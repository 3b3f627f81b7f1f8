import type { ReactNode } from 'react'
import type { SortBy } from '../api/sort.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { bodyClass, bodyRow, Table } from './table.tsx'
import type { AnyRow, ListColumns, TableMeta } from './table-features.ts'
import { useListTable } from './use-list-table.ts'

/** Rows that belong together, under a heading. */
export interface RowGroup {
  id: string
  heading: ReactNode
  /** How many of the rows, in their order. */
  count: number
}

interface RowsTableProps<R extends AnyRow, Field extends string> {
  name: string
  rows: readonly R[]
  columns: ListColumns<R>
  columnVisibility?: Record<string, boolean>
  meta?: TableMeta
  /** The order that the rows are in, and the fields that a click on a header asks to sort by. */
  sort?: readonly SortBy<Field>[]
  sortFields?: readonly Field[]
  onSort?: (sort: SortBy<Field>[]) => void
  groups?: readonly RowGroup[] | undefined
  isStale?: boolean
  /** Shows gray rows of the same shape in place of rows that are still to come. */
  isPending?: boolean
}

/** A table of rows that are all there: nothing is paged or read. */
export function RowsTable<R extends AnyRow, Field extends string = never>({
  name,
  rows,
  sortFields = [],
  groups,
  isStale = false,
  isPending = false,
  ...options
}: RowsTableProps<R, Field>) {
  const table = useListTable<R, Field>({ rows, sortFields, ...options })
  return (
    <Table
      table={table}
      sortFields={sortFields}
      name={name}
      density="comfortable"
      isStale={isStale}
      skeletonRows={isPending ? 8 : 0}
    >
      {groups &&
        !isPending &&
        grouped(table.getRowModel().rows, groups).map(({ group, members }) => (
          <tbody key={group.id} role="rowgroup" className={bodyClass}>
            <tr role="row" className="block">
              <th
                role="rowheader"
                scope="rowgroup"
                colSpan={table.getVisibleLeafColumns().length}
                className="block border-b border-line bg-sunken px-4 py-2 text-left font-normal max-sm:mb-2 max-sm:rounded-md max-sm:border-0"
              >
                {group.heading}
              </th>
            </tr>
            {members.map((row) => bodyRow(table, row))}
          </tbody>
        ))}
    </Table>
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

/** Grey rows of about the final shape. */
export function RowsTableSkeleton() {
  return (
    <div aria-hidden className="card p-4">
      {Array.from({ length: 5 }, (_, row) => (
        <div key={row} className="flex h-12 items-center gap-6">
          <Skeleton className="size-4" />
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="h-3.5 w-1/5 max-sm:hidden" />
        </div>
      ))}
    </div>
  )
}
