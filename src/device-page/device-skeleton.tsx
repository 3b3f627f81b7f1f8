import { Skeleton } from '../ui/skeleton.tsx'

/** Gray cards where the facts will be. */
export function DeviceSkeleton() {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {['posture', 'owner', 'identity', 'raw'].map((group) => (
        <div key={group} className="card p-5 max-sm:p-4">
          <Skeleton className="h-5 w-24" />
          <div className="mt-4 grid gap-3">
            <Skeleton className="h-4 w-4/5" />
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-4 w-2/3" />
          </div>
        </div>
      ))}
    </div>
  )
}
