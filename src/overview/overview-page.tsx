import { isSearchable, type FleetState } from '../fleet/fleet-state.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { counted } from '../lib/text.ts'
import { Page } from '../ui/page.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { FleetFigures } from './fleet-figures.tsx'
import { TabReceipts } from './tab-receipts.tsx'

/** The fleet at a glance; every number is a link to exactly that list. */
export function OverviewPage({ deviceLimit }: { deviceLimit: number }) {
  const fleet = useFleet()
  return (
    <Page title="Overview" lead={<Total fleet={fleet} />}>
      <FleetFigures deviceLimit={deviceLimit} />
      <TabReceipts />
    </Page>
  )
}

/** The number of devices as the API says it, linked to their list. */
function Total({ fleet: { phase, total, ...fleet } }: { fleet: FleetState }) {
  const isPending = phase === 'empty' || phase === 'loading'
  if (total === undefined && isPending && !isSearchable({ phase, total, ...fleet })) {
    return <Skeleton className="h-5 w-28" />
  }
  return (
    <TextLink to={paths.devices()} className="inline-block py-0.5 tabular-nums max-sm:py-3">
      {total === undefined ? 'All devices' : counted(total, 'device')}
    </TextLink>
  )
}
