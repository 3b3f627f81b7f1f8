import { Ban, Download, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { confirmActions } from '../confirm/confirmation.ts'
import { actionWords } from '../actions/consequences.ts'
import { reasonAgainst } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { PickBar } from '../devices/pick-bar.tsx'
import { PickTable } from '../devices/pick-table.tsx'
import { usePicks } from '../devices/use-picks.ts'
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

const everyDevice = () => true

/** The devices found, in figures and one by one, and the step to acting on those chosen. */
export function StalePreview({ stale, params, fleet, isStale, problem }: StalePreviewProps) {
  const { devices, total, never, deactivated } = stale
  const { action, days } = params
  const connection = useConnection()
  const picks = usePicks('clean-up', everyDevice)
  const [isExporting, setIsExporting] = useState(false)
  const groups = useMemo(() => [{ id: 'all', devices }], [devices])
  const reasonFor = useCallback((device: Device) => reasonAgainst(action, device), [action])
  const chosen = devices.filter((device) => picks.isPicked(device) && !reasonFor(device))
  const label = `Clean up stale devices: not connected for ${days} days`
  const words = actionWords[action]

  async function exportCsv() {
    setIsExporting(true)
    const scope = { ids: chosen.map(({ id }) => id) }
    await saveDevices(
      { fleet: fleetOf(connection), scope },
      { format: 'csv', fields: previewFields, description: label },
    )
    setIsExporting(false)
  }

  async function start() {
    const runId = await confirmActions(action, chosen, {
      label,
      staleSince: Date.now(),
    })
    if (runId) picks.forget()
  }

  const nothingChosen = chosen.length === 0 ? 'No device is chosen' : undefined
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
      <PickBar chosen={chosen.length} total={devices.length} note={shortfall(fleet)}>
        <Button
          icon={<Download aria-hidden className="size-4" />}
          busy={isExporting}
          disabledReason={nothingChosen}
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
          disabledReason={problem ?? reasonToWait(fleet, isStale) ?? nothingChosen}
          onClick={() => void start()}
        >
          {words.verb} {counted(chosen.length, 'device')}
        </Button>
      </PickBar>
      <PickTable
        name="Stale devices"
        groups={groups}
        picks={picks}
        reasonAgainst={reasonFor}
        showsOwner
        isStale={isStale}
        mostRows={mostRows}
      />
    </div>
  )
}
