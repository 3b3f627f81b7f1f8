import type { Device } from '../api/device.ts'
import type { TableOf } from './features.ts'
import { cellClass, lineClass, rowClass } from './table.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** As many rows as the tallest usual window shows. */
const mostRows = 15

/** Grey rows in the final shape: same columns, same height. */
export function SkeletonRows({ table, count }: { table: TableOf<Device>; count: number }) {
  return Array.from({ length: Math.min(count, mostRows) }, (_, row) => (
    <tr key={row} role="row" className={rowClass}>
      {table.getAllLeafColumns().map((column) => (
        <td key={column.id} role="cell" className={`${cellClass} ${lineClass}`}>
          {column.id !== 'actions' && <Skeleton className="h-3.5 w-3/5 max-sm:my-1" />}
        </td>
      ))}
    </tr>
  ))
}
