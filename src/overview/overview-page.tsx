import { useQuery } from '@tanstack/react-query'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { fleetSizeQuery } from '../fleet/reading-cost.ts'
import { useAffordableFleet } from '../fleet/use-affordable-fleet.ts'
import { paths } from '../lib/paths.ts'
import { counted } from '../lib/text.ts'
import { TooLarge } from '../search/fleet-status.tsx'
import { useConnection } from '../session/use-session.tsx'
import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { FleetFigures } from './fleet-figures.tsx'
import { FiguresSkeleton } from './figures-skeleton.tsx'
import { ReadOffer } from './read-offer.tsx'
import { TabReceipts } from './tab-receipts.tsx'

/** The fleet at a glance; every number is a link to exactly that list. */
export function OverviewPage({ deviceLimit }: { deviceLimit: number }) {
  const { data: size, error: sizeError } = useQuery(fleetSizeQuery(useConnection()))
  const { state, plan, error, retry } = useAffordableFleet()
  return (
    <Page title="Overview" lead={!sizeError && <Total total={size?.total} />}>
      {plan === 'read' && <FleetFigures state={state} deviceLimit={deviceLimit} />}
      {plan === 'unknown' && error && <FailureNotice error={error} onRetry={retry} />}
      {plan === 'unknown' && !error && <FiguresSkeleton />}
      {plan === 'never' && size && <TooLarge total={size.total ?? undefined} />}
      {plan === 'ask' && size && <ReadOffer {...size} />}
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
