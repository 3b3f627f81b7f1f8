import { Link } from 'react-router'
import { PickTableSkeleton } from '../device-parts/pick-table.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { FleetStatus } from '../fleet/fleet-status.tsx'
import { parseQuery } from '../fleet/query.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { Page } from '../ui/page.tsx'
import { DuplicateGroups } from './duplicate-groups.tsx'
import { toGroups } from './duplicates.ts'
import { NothingFound } from './nothing-found.tsx'

/** Machines that are registered more than once, as after re-imaging, and their records used earlier. */
export function DuplicatesPage() {
  const fleet = useFleet()
  const answer = useFleetAnswer(['duplicates'], async (source, signal) =>
    toGroups(await source.matching(parseQuery('is:duplicate').terms, signal)),
  )
  const isRead = fleet.phase === 'complete' || fleet.phase === 'incomplete'
  const hasFailedWithNothing = fleet.phase === 'failed' && fleet.held === 0
  const groups = answer.data
  return (
    <Page
      title="Same hardware ID"
      back={{ to: paths.devices(), label: 'Devices' }}
      lead={
        <p className="max-w-3xl">
          Devices that share a hardware ID, as after a machine was set up anew. Used last is the one
          that connected or was registered last; those used earlier are proposed for removal, but
          none that is online or was seen in the last 24 hours. Also:{' '}
          <Link to={paths.cleanUp} className="text-accent underline underline-offset-2">
            stale devices
          </Link>
          .
        </p>
      }
    >
      <FleetStatus state={fleet} />
      {fleet.phase !== 'declined' && !hasFailedWithNothing && (
        <>
          {answer.error && <FailureNotice error={answer.error} />}
          {groups && groups.length > 0 && (
            <DuplicateGroups groups={groups} fleet={fleet} isStale={answer.isStale} />
          )}
          {groups?.length === 0 && isRead && !answer.isStale && (
            <NothingFound title="No hardware ID occurs twice">
              Every device has a hardware ID of its own, or the API gives none for it.
            </NothingFound>
          )}
          {!answer.error && (groups?.length ?? 0) === 0 && !isRead && <PickTableSkeleton />}
        </>
      )}
    </Page>
  )
}
