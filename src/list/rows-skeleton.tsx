import { Skeleton } from '../ui/skeleton.tsx'

/** Gray rows of about a table's shape. */
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
