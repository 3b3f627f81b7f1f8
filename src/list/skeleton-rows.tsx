import { Skeleton } from '../ui/skeleton.tsx'
import type { Column } from './column.ts'
import { cellClassOf, rowClass } from './table.tsx'

/** As many rows as the tallest usual window shows. */
const maxRows = 15

interface SkeletonRowsProps {
  columns: readonly Column<never>[]
  count: number
}

/** Grey rows in the final shape: same columns, same height. */
export function SkeletonRows({ columns, count }: SkeletonRowsProps) {
  return Array.from({ length: Math.min(count, maxRows) }, (_, row) => (
    <tr key={row} role="row" className={rowClass}>
      {columns.map((column) => (
        <td key={column.id} role="cell" className={cellClassOf(column)}>
          {column.pinned !== 'end' && <Skeleton className="h-3.5 w-3/5 max-sm:my-1" />}
        </td>
      ))}
    </tr>
  ))
}
