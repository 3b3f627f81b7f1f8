import { useQuery } from '@tanstack/react-query'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { fleetState, mostDevicesRead } from '../fleet/fleet-state.ts'
import { tooLargeWords } from '../fleet/fleet-too-large.ts'
import { paths } from '../lib/paths.ts'
import { counted } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { useConnection } from '../session/use-connection.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { FleetFigures } from './fleet-figures.tsx'
import { FiguresSkeleton } from './figures-skeleton.tsx'
import { overviewQueries } from './queries.ts'
import { ReadOffer } from './read-offer.tsx'
import { mostReadUnasked } from '../fleet/use-fleet.ts'
import { readsEveryFleet } from './reading-cost.ts'
import { TabReceipts } from './tab-receipts.tsx'

/** The fleet at a glance; every number is a link to exactly that list. */
export function OverviewPage({ deviceLimit }: { deviceLimit: number }) {
  const { data, error, refetch } = useQuery(overviewQueries.size(useConnection()))
  const isReadAlready = useStore(fleetState).phase !== 'empty'
  const isReadAlways = useStore(readsEveryFleet)
  const total = data?.total
  const isSmall = typeof total === 'number' && total <= mostReadUnasked
  const isTooLarge = typeof total === 'number' && total > mostDevicesRead
  const isRead = isReadAlready || isReadAlways || isSmall
  return (
    <Page title="Overview" lead={!error && <Total total={total} />}>
      {isRead && <FleetFigures deviceLimit={deviceLimit} />}
      {!isRead && error && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {!isRead && !error && !data && <FiguresSkeleton />}
      {!isRead && data && isTooLarge && <TooLarge total={data.total} />}
      {!isRead && data && !isTooLarge && <ReadOffer {...data} />}
      <TabReceipts />
    </Page>
  )
}

/** The number of devices, linked to their list; `undefined` before the API has answered, `null` when it doesn't say. */
function Total({ total }: { total: number | null | undefined }) {
  if (total === undefined) return <Skeleton className="h-5 w-28" />
  return (
    <TextLink to={paths.devices()} className="inline-block py-0.5 tabular-nums max-sm:py-3">
      {total === null ? 'All devices' : counted(total, 'device')}
    </TextLink>
  )
}

function TooLarge({ total }: { total: number | null }) {
  const { title, nextStep } = tooLargeWords(total ?? undefined)
  return (
    <Notice tone="warn" title={title}>
      {nextStep}
    </Notice>
  )
}
