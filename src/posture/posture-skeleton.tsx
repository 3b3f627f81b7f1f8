import { Skeleton } from '../ui/skeleton.tsx'

/** A placeholder for the values, in about their size. */
export function PostureSkeleton() {
  return (
    <div aria-hidden className="card grid gap-6 p-5">
      {['result', 'first', 'second', 'third'].map((row) => (
        <div
          key={row}
          className="grid gap-x-8 gap-y-2 md:grid-cols-[minmax(0,18rem)_minmax(0,1fr)]"
        >
          <Skeleton className="h-5 w-40" />
          <div className="grid gap-3">
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="h-4 w-2/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
