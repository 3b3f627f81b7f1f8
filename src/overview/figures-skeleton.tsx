import { Skeleton } from '../ui/skeleton.tsx'

/** A placeholder for the figures, in their size. */
export function FiguresSkeleton() {
  return (
    <div aria-hidden className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid gap-4">
        <Skeleton className="h-140 rounded-xl" />
        <Skeleton className="h-63 rounded-xl" />
      </div>
      <div className="grid gap-4">
        <Skeleton className="h-47 rounded-xl" />
        <Skeleton className="h-63 rounded-xl" />
        <Skeleton className="h-103 rounded-xl" />
      </div>
    </div>
  )
}
