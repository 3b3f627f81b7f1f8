import { FailureNotice } from '../feedback/failure-notice.tsx'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { useFleet } from '../fleet/use-fleet.ts'
import { serverNow } from '../lib/clock.ts'
import { paths } from '../lib/paths.ts'
import { parseQuery } from '../query/query.ts'
import { FleetStatus } from '../search/fleet-status.tsx'
import { Page } from '../ui/page.tsx'
import { CleanUpTabs } from './clean-up-tabs.tsx'
import { DuplicateGroups } from './duplicate-groups.tsx'
import { toGroups, type HardwareGroup } from './duplicates.ts'
import { NothingFound } from './nothing-found.tsx'
import { isStillToCome } from './still-to-come.ts'

const noGroups: readonly HardwareGroup[] = []

/** Devices that share a hardware ID, and which of them can go. */
export function DuplicatesPage() {
  const fleet = useFleet()
  const result = useFleetQuery(['duplicates'], async (source, signal) =>
    toGroups(await source.ask('matching', [parseQuery('is:duplicate').terms, serverNow()], signal)),
  )
  const { coverage, error, isStale } = result
  const groups = result.data ?? result.soFar
  const isPending = isStillToCome(fleet, result)
  return (
    <Page
      title="Duplicate hardware IDs"
      lead={
        <>
          <CleanUpTabs current={paths.duplicates} />
          <p className="max-w-3xl">
            Devices that share a hardware ID, usually after re-imaging. The most recently used
            record is kept; older inactive ones are suggested for removal.
          </p>
        </>
      }
    >
      <FleetStatus />
      {error && <FailureNotice error={error} />}
      {isPending || (groups && groups.length > 0) ? (
        <DuplicateGroups
          groups={groups ?? noGroups}
          isPending={isPending}
          fleet={fleet}
          coverage={coverage}
          isStale={isStale}
        />
      ) : (
        !error && (
          <NothingFound coverage={coverage} title="No duplicate hardware IDs">
            Every device has a hardware ID of its own, or none.
          </NothingFound>
        )
      )}
    </Page>
  )
}
