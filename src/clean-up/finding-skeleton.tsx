import { Skeleton } from '../ui/skeleton.tsx'

/** A gray heading in the place of what was found, and a line if one follows. */
export function FindingSkeleton({ hasLine = false }: { hasLine?: boolean }) {
  return (
    <div aria-hidden>
      <div className="flex h-6 items-center">
        <Skeleton className="h-5 w-48" />
      </div>
      {hasLine && (
        <div className="flex h-5 items-center max-sm:h-15">
          <Skeleton className="h-3.5 w-3/5" />
        </div>
      )}
    </div>
  )
}
