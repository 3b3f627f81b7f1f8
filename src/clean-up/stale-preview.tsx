import { reasonIfEmpty } from '../actions/selected-devices.ts'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { saveDevices } from '../fleet/save-devices.ts'
import type { FleetResult } from '../fleet/use-fleet-query.ts'
import { useSession } from '../session/use-session.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import type { CleanUpParams } from './clean-up-params.ts'
import { staleContext, type StaleDevices } from './stale-devices.ts'

interface StalePreviewProps {
  stale: StaleDevices
  isPending: boolean
  params: CleanUpParams
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

/** The stale devices one by one, and the action on those selected. */
export function StalePreview(props: StalePreviewProps) {
  const { stale, isPending, params, problem } = props
  const { coverage, isStale } = props.result
  const { devices } = stale
  const { action } = params
  const session = useSession()
  const proposal = useProposal('clean-up', true)
  const selected = devices.filter(proposal.selection.has)

  function exportCsv() {
    const scope = { ids: selected.map(({ id }) => id) }
    return saveDevices(
      session,
      { scope },
      { format: 'csv', fields: exportedFields, description: staleContext(params).label },
    )
  }

  return (
    <div className="grid gap-3">
      <ProposedDevices
        name="Stale devices"
        devices={devices}
        proposal={proposal}
        coverage={coverage}
        isStale={isStale}
        isPending={isPending}
        tools={
          <SaveButton save={exportCsv} disabledReason={reasonIfEmpty(selected)}>
            Export preview
          </SaveButton>
        }
        actions={[action]}
        problem={problem}
        contextOf={() => staleContext(params)}
      />
    </div>
  )
}
