import { RowsTableSkeleton } from '../list/rows-table.tsx'
import { FailureNotice } from '../feedback/failure-notice.tsx'
import { FleetStatus } from '../search/fleet-status.tsx'
import { parseQuery } from '../query/query.ts'
import { useFleetAnswer } from '../fleet/use-fleet-answer.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { paths } from '../lib/paths.ts'
import { Page } from '../ui/page.tsx'
import { DuplicateGroups } from './duplicate-groups.tsx'
import { toGroups } from './duplicates.ts'
import { NothingFound } from './nothing-found.tsx'
import { TextLink } from '../ui/text-link.tsx'

/** Devices that share a hardware ID, and which of them can go. */
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
      title="Duplicate hardware IDs"
      lead={
        <p className="max-w-3xl">
          Devices that share a hardware ID, usually after re-imaging. The most recently used record
          is kept; older inactive ones are suggested for removal. See also{' '}
          <TextLink to={paths.cleanUp}>stale devices</TextLink>.
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
            <NothingFound title="No duplicate hardware IDs">
              Every device has a hardware ID of its own, or none.
            </NothingFound>
          )}
          {!answer.error && (groups?.length ?? 0) === 0 && !isRead && <RowsTableSkeleton />}
        </>
      )}
    </Page>
  )
}
