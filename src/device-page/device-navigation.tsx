import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp } from 'lucide-react'
import type { Device } from '../api/device.ts'
import { paths } from '../lib/paths.ts'
import { formatCount } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { IconLink } from '../ui/icon-link.tsx'
import type { ListOrigin } from '../list/list-address.ts'
import { deviceList, type DeviceListParams } from '../devices/device-list.ts'
import { deviceQueries } from '../devices/queries.ts'
import { BackLink } from '../ui/page.tsx'

/** Links back to the list this device was opened from, and to its neighbors there. */
export function DeviceNavigation({ id, origin }: { id: string; origin: ListOrigin }) {
  const session = useSession()
  const params = deviceList.paramsOf(session, origin)
  const page = useQuery({ ...deviceQueries.page(session, params), enabled: false }).data
  const row = page?.rows.findIndex((device) => device.id === id) ?? -1
  const isFirst = row === 0
  const isLast = page !== undefined && row === page.rows.length - 1

  // At the edge of a page, the neighbor is on another one.
  const before = useNeighborPage({ ...params, page: params.page - 1 }, isFirst && params.page > 1)
  const after = useNeighborPage({ ...params, page: params.page + 1 }, isLast && page.hasNext)
  const previous = isFirst ? before?.rows.at(-1) : page?.rows[row - 1]
  const next = isLast ? after?.rows[0] : page?.rows[row + 1]
  const linkTo = (device: Device | undefined, pagesAhead: number) => {
    const there = { ...params, page: params.page + pagesAhead }
    const state = pagesAhead === 0 ? origin : deviceList.originOf(session, there)
    return device && { to: paths.device(device.id), state }
  }

  return (
    <div className="flex min-h-8 items-center justify-between gap-3 text-sm">
      <BackLink {...deviceList.linkTo(origin)}>Devices</BackLink>
      {row >= 0 && page && (
        <nav aria-label="Neighbors in the list" className="flex items-center gap-1">
          <span className="mr-1 text-ink-quiet tabular-nums">
            {formatCount(page.offset + row + 1)}
            {page.total !== undefined && ` of ${formatCount(page.total)}`}
          </span>
          {/* Stepping through a list is one history entry, so that Back leads out of it. */}
          <IconLink
            label="Previous device"
            icon={ChevronUp}
            link={linkTo(previous, isFirst ? -1 : 0)}
            replace
          />
          <IconLink
            label="Next device"
            icon={ChevronDown}
            link={linkTo(next, isLast ? 1 : 0)}
            replace
          />
        </nav>
      )}
    </div>
  )
}

function useNeighborPage(params: DeviceListParams, isWanted: boolean) {
  const session = useSession()
  const query = useQuery({
    ...deviceQueries.page(session, params),
    enabled: isWanted,
    staleTime: 30_000,
  })
  return isWanted ? query.data : undefined
}
