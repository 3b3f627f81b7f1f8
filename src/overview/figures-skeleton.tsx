import { Skeleton } from '../ui/skeleton.tsx'

/** Stands where the figures will be, in their size. */
export function FiguresSkeleton() {
  return (
    <div aria-hidden className="grid items-start gap-4 lg:grid-cols-2">
      <Skeleton className="h-[31rem] rounded-xl lg:row-span-2" />
      <Skeleton className="h-48 rounded-xl" />
      <Skeleton className="h-60 rounded-xl" />
    </div>
  )
}
