import { useMemo, type ReactNode } from 'react'
import { OwnerLink } from '../device/owner-link.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { maxProposed } from '../fleet/requests.ts'
import { counted, formatCount } from '../lib/text.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { FindingSkeleton } from './clean-up-frame.tsx'
import type { CleanUpParams } from './clean-up-params.ts'
import {
  byOwner,
  byStatus,
  excludedText,
  undatedText,
  type StaleDevices,
  type Tally,
} from './stale-devices.ts'

/** Further ones are counted together. */
const maxShown = 6

interface StaleFindingsProps {
  stale: StaleDevices
  params: CleanUpParams
  isPending: boolean
  isPartial: boolean
}

/** The stale devices in figures: all of them, by status and by owner. */
export function StaleFindings({ stale, params, isPending, isPartial }: StaleFindingsProps) {
  const { devices, total, never, excluded, undated } = stale
  const { days } = params
  const statuses = useMemo(() => byStatus(devices), [devices])
  const owners = useMemo(() => byOwner(devices), [devices])
  return (
    // As high as figures usually are, so that they push no row down when they come.
    <div className="grid min-w-0 content-start gap-2 max-xl:col-span-full max-xl:border-t max-xl:border-line max-xl:pt-3 xl:col-start-3 xl:row-span-2 xl:row-start-1 xl:min-h-48">
      {total === 0 ? (
        <FindingSkeleton hasLine />
      ) : (
        <div>
          <h2 className="text-lg font-semibold tabular-nums">
            {counted(total, 'device')} found{isPartial && ' so far'}
          </h2>
          <p className="min-h-10 text-sm text-ink-muted tabular-nums max-sm:min-h-15 xl:min-h-15">
            {formatCount(total - never)} not connected for more than {days} days
            {params.countsNever && `, ${formatCount(never)} never connected`}. Online devices are
            excluded. {undatedText(undated)}
            {excludedText(excluded)}
          </p>
          {total > devices.length && (
            <p className="mt-1 text-sm font-medium">
              Only {formatCount(maxProposed)} can be cleaned up at once, longest unseen first. Come
              back for the other {formatCount(total - devices.length)}.
            </p>
          )}
        </div>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
        <dt className="text-ink-quiet">By status</dt>
        <Tallies tallies={statuses} noun={['status', 'statuses']} isPending={isPending}>
          {({ label }) => <StatusBadge status={label} />}
        </Tallies>
        <dt className="text-ink-quiet">By owner</dt>
        <Tallies tallies={owners} noun={['owner', 'owners']} isPending={isPending}>
          {({ example }) => <OwnerLink owner={example.owner} />}
        </Tallies>
      </dl>
    </div>
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
    <dd className="min-h-5 last:sm:max-xl:min-h-11.5">
      {isPending ? (
        <Skeleton className="h-3.5 w-3/5" />
      ) : (
        // On a phone in one line, which scrolls sideways.
        <ul className="flex gap-x-5 gap-y-1.5 max-sm:overflow-x-auto max-sm:[scrollbar-width:none] sm:flex-wrap">
          {tallies.slice(0, maxShown).map((tally) => (
            <li key={tally.key} className="flex min-w-0 items-center gap-2 max-sm:shrink-0">
              <span className="truncate">{children(tally)}</span>
              <span className="font-medium tabular-nums">{formatCount(tally.count)}</span>
            </li>
          ))}
          {others > 0 && (
            <li className="shrink-0 text-ink-muted tabular-nums">
              +{counted(others, noun[0], noun[1])}
            </li>
          )}
        </ul>
      )}
    </dd>
  )
}
