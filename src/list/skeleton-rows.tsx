import { Skeleton } from '../ui/skeleton.tsx'
import { noLayout } from './column.ts'
import { cellClassOf, rowClass } from './table.tsx'
import type { AnyRow, ListTable } from './table-features.ts'

/** As many rows as the tallest usual window shows. */
const maxRows = 15

interface SkeletonRowsProps<R extends AnyRow> {
  table: ListTable<R>
  count: number
}

/** Grey rows in the final shape: same columns, same height. */
export function SkeletonRows<R extends AnyRow>({ table, count }: SkeletonRowsProps<R>) {
  return Array.from({ length: Math.min(count, maxRows) }, (_, row) => (
    <tr key={row} role="row" className={rowClass}>
      {table.getVisibleLeafColumns().map(({ id, columnDef: { meta = noLayout } }) => (
        <td key={id} role="cell" className={cellClassOf(meta)}>
          {meta.pinned !== 'end' && <Skeleton className="h-3.5 w-3/5 max-sm:my-1" />}
        </td>
      ))}
    </tr>
  ))
}
