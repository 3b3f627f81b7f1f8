import { formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import type { Column } from './column.ts'
import { Table, type RowGroup } from './table.tsx'
import { TableRegion } from './table-region.tsx'
import { useListTable } from './use-list-table.ts'

interface RowsTableProps<Row> {
  /** Its accessible name. */
  name: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  groups?: readonly RowGroup[] | undefined
  /** True while the rows answer an earlier question. */
  isStale?: boolean
  /** How many more rows there are. */
  notShown?: number
}

/** A table of rows that are all there: nothing is sorted, paged or read. */
export function RowsTable<Row extends { id: string }>({
  name,
  rows,
  columns,
  groups,
  isStale = false,
  notShown = 0,
}: RowsTableProps<Row>) {
  const list = useListTable({ rows, columns })
  return (
    <div>
      <TableRegion name={name}>
        <Table list={list} name={name} density="comfortable" groups={groups} isStale={isStale} />
      </TableRegion>
      {notShown > 0 && (
        <p className="px-4 py-2.5 text-sm text-ink-muted">
          {formatCount(notShown)} more aren’t shown here. They are counted above and included.
        </p>
      )}
    </div>
  )
}

/** Grey rows of about the final shape. */
export function RowsTableSkeleton() {
  return (
    <div
      aria-hidden
      className="rounded-xl bg-surface p-4 shadow-card ring-1 ring-line max-sm:rounded-lg"
    >
      {Array.from({ length: 5 }, (_, row) => (
        <div key={row} className="flex h-14 items-center gap-6">
          <Skeleton className="size-4" />
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="h-3.5 w-1/5 max-sm:hidden" />
        </div>
      ))}
    </div>
  )
}
