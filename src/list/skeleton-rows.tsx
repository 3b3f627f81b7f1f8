import { Skeleton } from '../ui/skeleton.tsx'
import type { Column } from './column.ts'
import { cellClass, lineClass, rowClass } from './table.tsx'

/** As many rows as the tallest usual window shows. */
const mostRows = 15

interface SkeletonRowsProps {
  columns: readonly Pick<Column<never>, 'id' | 'pinned'>[]
  count: number
}

/** Grey rows in the final shape: same columns, same height. */
export function SkeletonRows({ columns, count }: SkeletonRowsProps) {
  return Array.from({ length: Math.min(count, mostRows) }, (_, row) => (
    <tr key={row} role="row" className={rowClass}>
      {columns.map(({ id, pinned }) => (
        <td key={id} role="cell" className={`${cellClass} ${lineClass}`}>
          {pinned !== 'end' && <Skeleton className="h-3.5 w-3/5 max-sm:my-1" />}
        </td>
      ))}
    </tr>
  ))
}
