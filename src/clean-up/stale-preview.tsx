import { reasonIfEmpty } from '../actions/selected-devices.ts'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { shortfall } from '../fleet/coverage.ts'
import { maxProposed } from '../fleet/requests.ts'
import { saveDevices } from '../fleet/save-devices.ts'
import type { FleetResult } from '../fleet/use-fleet-query.ts'
import { counted, formatCount } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { FindingSkeleton } from './clean-up-frame.tsx'
import type { CleanUpParams } from './clean-up-params.ts'
import { excludedText, undatedText, type StaleDevices } from './stale-devices.ts'
import { StaleTallies } from './stale-tallies.tsx'

interface StalePreviewProps {
  stale: StaleDevices
  isPending: boolean
  params: CleanUpParams
  /** The answer that they come from. */
  result: FleetResult<StaleDevices>
  problem: string | undefined
}

const exportedFields = [
  'name',
  'status',
  'owner',
  'ownerEmail',
  'lastConnection',
  'createdAt',
  'appVersion',
  'hardwareId',
  'id',
] as const

/** The stale devices, in figures and one by one, and the action on those selected. */
export function StalePreview(props: StalePreviewProps) {
  const { stale, isPending, params, problem } = props
  const { coverage, isStale } = props.result
  const { devices, total, never, excluded, undated } = stale
  const { action, days } = params
  const session = useSession()
  const { selection, forget } = useProposal('clean-up', true)
  const selected = devices.filter(selection.has)
  const label = `Clean up stale devices: not connected for ${days} days`

  function exportCsv() {
    const scope = { ids: selected.map(({ id }) => id) }
    return saveDevices(
      session,
      { scope },
      { format: 'csv', fields: exportedFields, description: label },
    )
  }

  return (
    <div className="grid gap-3">
      {total === 0 ? (
        <FindingSkeleton hasLine />
      ) : (
        <div>
          <h2 className="text-lg font-semibold tabular-nums">
            {counted(total, 'device')} found{coverage.kind === 'partial' && ' so far'}
          </h2>
          <p className="min-h-5 text-sm text-ink-muted tabular-nums max-sm:min-h-15">
            {formatCount(total - never)} not connected for more than {days} days
            {params.countsNever && `, ${formatCount(never)} never connected`}. Online devices are
            excluded. {undatedText(undated)}
            {excluded > 0 && excludedText(action, excluded)}
          </p>
          {total > devices.length && (
            <p className="mt-1 text-sm font-medium">
              Only {formatCount(maxProposed)} can be cleaned up at once, longest unseen first. Come
              back for the other {formatCount(total - devices.length)}.
            </p>
          )}
        </div>
      )}
      <StaleTallies devices={devices} isPending={isPending} />
      <ProposedDevices
        name="Stale devices"
        devices={devices}
        selection={selection}
        note={shortfall(coverage)}
        tools={
          <SaveButton save={exportCsv} disabledReason={reasonIfEmpty(selected)}>
            Export preview
          </SaveButton>
        }
        actions={[action]}
        problem={problem}
        contextOf={() => ({ label, job: 'Clean up stale devices', staleSince: Date.now() })}
        onActed={forget}
        isStale={isStale}
        isPending={isPending}
      />
    </div>
  )
}
