import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { serverNow } from '../lib/clock.ts'
import { paths } from '../lib/paths.ts'
import { parseQuery } from '../query/query.ts'
import { CleanUpFrame } from './clean-up-frame.tsx'
import { DuplicateGroups } from './duplicate-groups.tsx'
import { toGroups, type HardwareGroup } from './duplicates.ts'

const noGroups: readonly HardwareGroup[] = []

/** Devices that share a hardware ID, and which of them can go. */
export function DuplicatesPage() {
  const result = useFleetQuery(['duplicates'], async (source, signal) =>
    toGroups(await source.ask('matching', [parseQuery('is:duplicate').terms, serverNow()], signal)),
  )
  const groups = result.data ?? result.soFar ?? noGroups
  return (
    <CleanUpFrame
      title="Duplicate hardware IDs"
      path={paths.duplicates}
      lead="Devices that share a hardware ID, usually after re-imaging. The most recently used record is kept; older inactive ones are suggested for removal."
      result={result}
      hasFound={groups.length > 0}
      nothing={{
        title: 'No duplicate hardware IDs',
        text: 'Every device has a hardware ID of its own, or none.',
      }}
    >
      {(isPending) => <DuplicateGroups groups={groups} isPending={isPending} result={result} />}
    </CleanUpFrame>
  )
}
