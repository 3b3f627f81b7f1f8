import { useMemo, type ReactNode } from 'react'
import type { Device } from '../api/device.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { counted, formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { byOwner, byStatus, type Tally } from './stale-devices.ts'

/** Further ones are counted together. */
const maxShown = 6

/** The stale devices by status and by owner. */
export function StaleTallies({
  devices,
  isPending,
}: {
  devices: readonly Device[]
  isPending: boolean
}) {
  const statuses = useMemo(() => byStatus(devices), [devices])
  const owners = useMemo(() => byOwner(devices), [devices])
  return (
    <dl className="card grid gap-3 p-4 text-sm sm:grid-cols-[auto_1fr] sm:gap-x-8">
      <dt className="text-ink-quiet">By status</dt>
      <Tallies tallies={statuses} noun={['status', 'statuses']} isPending={isPending}>
        {({ label }) => <StatusBadge status={label} />}
      </Tallies>
      <dt className="text-ink-quiet">By owner</dt>
      <Tallies tallies={owners} noun={['owner', 'owners']} isPending={isPending}>
        {({ example }) => <OwnerLink owner={example.owner} />}
      </Tallies>
    </dl>
  )
}

function Tallies(props: {
  tallies: readonly Tally[]
  noun: readonly [one: string, many: string]
  isPending: boolean
  children: (tally: Tally) => ReactNode
}) {
  const { tallies, noun, isPending, children } = props
  const others = tallies.length - maxShown
  return (
    <dd className="min-h-5">
      {isPending ? (
        <Skeleton className="h-3.5 w-3/5" />
      ) : (
        <ul className="flex flex-wrap gap-x-6 gap-y-1.5">
          {tallies.slice(0, maxShown).map((tally) => (
            <li key={tally.key} className="flex min-w-0 items-center gap-2">
              <span className="truncate">{children(tally)}</span>
              <span className="font-medium tabular-nums">{formatCount(tally.count)}</span>
            </li>
          ))}
          {others > 0 && (
            <li className="text-ink-muted tabular-nums">+{counted(others, noun[0], noun[1])}</li>
          )}
        </ul>
      )}
    </dd>
  )
}
