import { Ban, Download, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { confirmActions } from '../confirm/confirmation.ts'
import { actionWords } from '../actions/consequences.ts'
import { reasonAgainst } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { ProposalBar } from '../devices/proposal-bar.tsx'
import { ProposalTable } from '../devices/proposal-table.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { reasonToWait, shortfall } from '../fleet/completeness.ts'
import { fleetOf } from '../fleet/fleet.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import { saveDevices } from '../fleet/save-devices.ts'
import { counted, formatCount } from '../lib/text.ts'
import { useConnection } from '../session/use-connection.ts'
import { Button } from '../ui/button.tsx'
import type { CleanUpParams } from './clean-up-params.ts'
import { mostAtOnce, type StaleDevices } from './stale-devices.ts'
import { StaleTallies } from './stale-tallies.tsx'

interface StalePreviewProps {
  stale: StaleDevices
  params: CleanUpParams
  fleet: FleetState
  /** The devices are those of another threshold. */
  isStale: boolean
  /** What is wrong with the threshold that is being typed. */
  problem: string | undefined
}

/** More rows are no longer looked at one by one. */
const mostRows = 500

const previewFields = [
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

/** The devices found, in figures and one by one, and the step to acting on those selected. */
export function StalePreview({ stale, params, fleet, isStale, problem }: StalePreviewProps) {
  const { devices, total, never, deactivated } = stale
  const { action, days } = params
  const connection = useConnection()
  const { selection, forget } = useProposal('clean-up', true)
  const [isExporting, setIsExporting] = useState(false)
  const reasonFor = useCallback((device: Device) => reasonAgainst(action, device), [action])
  const possible = useMemo(
    () => devices.filter((device) => !reasonFor(device)),
    [devices, reasonFor],
  )
  const all = useMemo(
    () => ({ label: `Select all ${formatCount(possible.length)}`, rows: possible }),
    [possible],
  )
  const selected = possible.filter(selection.has)
  const label = `Clean up stale devices: not connected for ${days} days`
  const words = actionWords[action]

  async function exportCsv() {
    setIsExporting(true)
    const scope = { ids: selected.map(({ id }) => id) }
    await saveDevices(
      { fleet: fleetOf(connection), scope },
      { format: 'csv', fields: previewFields, description: label },
    )
    setIsExporting(false)
  }

  async function start() {
    const runId = await confirmActions(action, selected, {
      label,
      staleSince: Date.now(),
    })
    if (runId) forget()
  }

  const nothingSelected = selected.length === 0 ? 'No devices are selected' : undefined
  return (
    <div className="grid gap-3">
      <div>
        <h2 className="text-lg font-semibold tabular-nums">{counted(total, 'device')} found</h2>
        <p className="text-sm text-ink-muted tabular-nums">
          {formatCount(total - never)} not connected for more than {days} days
          {params.countsNever && `, ${formatCount(never)} never connected`}. Devices that are online
          are left out.
          {deactivated > 0 &&
            ` So are ${formatCount(deactivated)} that are deactivated already; Remove would free their slots.`}
        </p>
        {total > devices.length && (
          <p className="mt-1 text-sm font-medium">
            At most {formatCount(mostAtOnce)} go in one step: these are the longest unseen. The
            other {formatCount(total - devices.length)} come next time.
          </p>
        )}
      </div>
      <StaleTallies devices={devices} />
      <ProposalBar selected={selected.length} total={devices.length} note={shortfall(fleet)}>
        <Button
          icon={<Download aria-hidden className="size-4" />}
          busy={isExporting}
          disabledReason={nothingSelected}
          onClick={() => void exportCsv()}
        >
          Export preview
        </Button>
        <Button
          variant={action === 'remove' ? 'danger' : 'primary'}
          icon={
            action === 'remove' ? (
              <Trash2 aria-hidden className="size-4" />
            ) : (
              <Ban aria-hidden className="size-4" />
            )
          }
          disabledReason={problem ?? reasonToWait(fleet, isStale) ?? nothingSelected}
          onClick={() => void start()}
        >
          {words.verb} {counted(selected.length, 'device')}
        </Button>
      </ProposalBar>
      <ProposalTable
        name="Stale devices"
        devices={devices}
        selection={selection}
        all={all}
        reasonAgainst={reasonFor}
        showsOwner
        isStale={isStale}
        mostRows={mostRows}
      />
    </div>
  )
}
