import { GitCompareArrows } from 'lucide-react'
import { NoDevices } from '../devices/no-devices.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { isSearchable } from '../fleet/fleet-state.ts'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { saveSnapshot } from '../fleet/files/save-devices.ts'
import { paths } from '../lib/paths.ts'
import { timeZone } from '../lib/preferences.ts'
import { useNow } from '../lib/use-now.ts'
import { useStore } from '../lib/use-store.ts'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { useSession } from '../session/use-session.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Link } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { Headlines } from './headlines.tsx'
import { OverviewCards } from './overview-cards.tsx'
import { readOverview } from './overview.ts'
import { summaryText } from './summary-text.ts'

const minute = 60_000

/** On a phone a tool has an edge, and its name beside no icon. */
const phoneToolClass =
  'max-sm:bg-surface max-sm:px-1! max-sm:ring-1 max-sm:ring-line-strong/60 max-sm:ring-inset max-sm:[&_svg]:hidden'

const toolClass = `flex h-8 items-center justify-center gap-1.5 rounded-md px-3 text-sm font-medium text-ink-muted hover:bg-ink/7 hover:text-ink max-sm:h-11 ${phoneToolClass}`

/** The fleet at a glance, while it is loaded and afterwards; every number is a link to exactly that list. */
export function OverviewPage() {
  const state = useFleet()
  const session = useSession()
  const { ownerDeviceLimit } = session.config
  const zone = useStore(timeZone)
  // Ages grow while the devices stay the same.
  const minutes = Math.floor(useNow(minute) / minute)
  const result = useFleetQuery(['overview', minutes], (fleet, signal) =>
    readOverview(fleet, ownerDeviceLimit, signal),
  )
  const { data, soFar, coverage, error } = result
  const overview = data ?? soFar
  const hasNone = overview?.total === 0 && coverage.kind === 'complete'
  const areComing = !error && !overview && (isSearchable(state) || coverage.isLoading)
  const isShown = !hasNone && (overview || areComing)
  return (
    <Page
      title="Overview"
      lead={<FleetStatus result={result} />}
      tools={
        // On a phone a line of their own, where three have room for a word each.
        <div className="-mr-3 flex items-center max-sm:mr-0 max-sm:w-full max-sm:gap-2 max-sm:*:flex-1 forced-colors:mr-0 forced-colors:gap-1">
          <Link to={paths.changes} className={toolClass}>
            <GitCompareArrows aria-hidden className="size-4" />
            <span>
              Compare<span className="max-sm:sr-only"> with an earlier export</span>
            </span>
          </Link>
          <SaveButton variant="quiet" className={phoneToolClass} save={() => saveSnapshot(session)}>
            <span>
              <span className="max-sm:sr-only">Save a </span>
              <span className="inline-block max-sm:first-letter:uppercase">snapshot</span>
            </span>
          </SaveButton>
          {/* It holds its place, so that the others keep theirs when it comes. */}
          {isShown && (
            <span className={`flex ${overview ? '' : 'invisible'}`}>
              <CopyButton
                text={() => (overview ? summaryText(overview, coverage, state.asOf, zone) : '')}
                what="summary"
                showLabel
                isOfPage
                className={`max-sm:flex-1 ${phoneToolClass}`}
              />
            </span>
          )}
        </div>
      }
    >
      {error && <FailureNotice error={error} />}
      {hasNone && <NoDevices />}
      {isShown && <Headlines overview={overview} coverage={coverage} />}
      {isShown && <OverviewCards overview={overview} coverage={coverage} />}
    </Page>
  )
}
