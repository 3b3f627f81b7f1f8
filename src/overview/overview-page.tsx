import { Download, GitCompareArrows } from 'lucide-react'
import { NoDevices } from '../devices/no-devices.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { saveSnapshot } from '../fleet/save-devices.ts'
import { paths } from '../lib/paths.ts'
import { timeZone } from '../lib/preferences.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { FigureCards } from './figure-cards.tsx'
import { Headlines } from './headlines.tsx'
import { readOverview } from './overview.ts'
import { summaryText } from './summary-text.ts'

const minute = 60_000

/** The fleet at a glance, while it is loaded and afterwards; every number is a link to exactly that list. */
export function OverviewPage({ deviceLimit }: { deviceLimit: number }) {
  const state = useFleet()
  const session = useSession()
  const zone = useStore(timeZone)
  // Ages grow while the devices stay the same.
  const minutes = Math.floor(useNow(minute) / minute)
  const result = useFleetQuery(['overview', deviceLimit, minutes], (fleet, signal) =>
    readOverview(fleet, deviceLimit, signal),
  )
  const { data, soFar, coverage, error } = result
  const figures = data ?? soFar
  const hasNone = figures?.total === 0 && coverage.kind === 'complete'
  const areComing = !error && !figures && (isSearchable(state) || coverage.isLoading)
  const hasFigures = !hasNone && (figures || areComing)
  return (
    <Page
      title="Overview"
      lead={<FleetStatus result={result} />}
      tools={
        <div className="-mr-3 flex flex-wrap items-center justify-end max-sm:-ml-4 forced-colors:mr-0 forced-colors:gap-1">
          <Link
            to={paths.changes}
            className="flex h-8 items-center gap-1.5 rounded-md px-3 text-sm font-medium text-ink-muted hover:bg-ink/7 hover:text-ink max-sm:h-11 max-sm:px-3.5"
          >
            <GitCompareArrows aria-hidden className="size-3.5" />
            {/* The icon alone leaves a phone's heading its room. */}
            <span className="max-sm:sr-only">Compare with an earlier export</span>
          </Link>
          <Button variant="quiet" icon={Download} onClick={() => void saveSnapshot(session)}>
            <span className="max-sm:sr-only">Save a snapshot</span>
          </Button>
          {/* It holds its place, so that the others keep theirs when it comes. */}
          {hasFigures && (
            <span className={figures ? undefined : 'invisible'}>
              <CopyButton
                text={() => (figures ? summaryText(figures, coverage, state.asOf, zone) : '')}
                what="summary"
                showLabel
              />
            </span>
          )}
        </div>
      }
    >
      {error && <FailureNotice error={error} />}
      {hasNone && <NoDevices />}
      {hasFigures && <Headlines overview={figures} coverage={coverage} />}
      {hasFigures && (
        <FigureCards overview={figures} coverage={coverage} deviceLimit={deviceLimit} />
      )}
    </Page>
  )
}
