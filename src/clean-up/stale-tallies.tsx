import { useMemo } from 'react'
import type { Device } from '../api/device.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { counted, formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { byOwner, byStatus } from './stale-devices.ts'

/** Further owners are counted together. */
const maxOwners = 6

/** The stale devices by status and by owner. */
export function StaleTallies({
  devices,
  isPending,
}: {
  devices: readonly Device[]
  /** More may be found. */
  isPending: boolean
}) {
  const statuses = useMemo(() => byStatus(devices), [devices])
  const owners = useMemo(() => byOwner(devices), [devices])
  const others = owners.slice(maxOwners)
  const placeholder = <Skeleton className="h-3.5 w-3/5" />
  return (
    <dl className="card grid gap-3 p-4 text-sm sm:grid-cols-[auto_1fr] sm:gap-x-8">
      <dt className="text-ink-quiet">By status</dt>
      <dd className="min-h-5">
        {isPending ? (
          placeholder
        ) : (
          <ul className="flex flex-wrap gap-x-6 gap-y-1.5">
            {statuses.map(({ key, label, count }) => (
              <li key={key} className="flex items-center gap-2">
                <StatusBadge status={label} />
                <span className="font-medium tabular-nums">{formatCount(count)}</span>
              </li>
            ))}
          </ul>
        )}
      </dd>
      <dt className="text-ink-quiet">By owner</dt>
      <dd className="min-h-5">
        {isPending ? (
          placeholder
        ) : (
          <ul className="flex flex-wrap gap-x-6 gap-y-1.5">
            {owners.slice(0, maxOwners).map(({ key, count, example }) => (
              <li key={key} className="flex min-w-0 items-center gap-2">
                <span className="truncate">
                  <OwnerLink owner={example.owner} />
                </span>
                <span className="font-medium tabular-nums">{formatCount(count)}</span>
              </li>
            ))}
            {others.length > 0 && (
              <li className="text-ink-muted tabular-nums">+{counted(others.length, 'owner')}</li>
            )}
          </ul>
        )}
      </dd>
    </dl>
  )
}
