import { Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { confirmActions } from '../actions/confirmation.ts'
import { isOnline, type Device } from '../api/device.ts'
import { PickBar } from '../device-parts/pick-bar.tsx'
import { PickTable } from '../device-parts/pick-table.tsx'
import { usePicks } from '../device-parts/use-picks.ts'
import { reasonToWait, shortfall } from '../fleet/completeness.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import { counted, formatCount, legible } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { proposedForRemoval, type HardwareGroup } from './duplicates.ts'

/** Groups shown at first, and added each time; only what is shown is acted on. */
const groupsAtOnce = 100

/** Groups of one hardware id each, the records used earlier chosen, and the step to removing those chosen. */
export function DuplicateGroups({
  groups,
  fleet,
  isStale,
}: {
  groups: readonly HardwareGroup[]
  fleet: FleetState
  /** The groups are of a copy that was still filling. */
  isStale: boolean
}) {
  const [most, setMost] = useState(groupsAtOnce)
  const shown = useMemo(() => groups.slice(0, most), [groups, most])
  const proposed = useMemo(() => proposedForRemoval(shown), [shown])
  const usedLast = useMemo(
    () => new Set(shown.flatMap(({ devices }) => devices[0]?.id ?? [])),
    [shown],
  )
  const isProposed = useCallback((device: Device) => proposed.has(device.id), [proposed])
  const picks = usePicks('duplicates', isProposed)
  const devices = shown.flatMap((group) => group.devices)
  const chosen = devices.filter(picks.isPicked)
  const noteOn = useCallback(
    (device: Device) =>
      usedLast.has(device.id)
        ? 'Used last'
        : isOnline(device)
          ? 'Used earlier, but online'
          : 'Used earlier',
    [usedLast],
  )
  const tableGroups = useMemo(
    () =>
      shown.map((group) => ({
        id: group.hardwareId,
        heading: <Heading group={group} />,
        devices: group.devices,
      })),
    [shown],
  )

  async function start() {
    const runId = await confirmActions('remove', chosen, {
      label: 'Duplicates after re-imaging',
    })
    if (runId) picks.forget()
  }

  return (
    <div className="grid gap-3">
      <h2 className="text-lg font-semibold tabular-nums">
        {counted(groups.length, 'hardware ID')}{' '}
        <span className="font-normal text-ink-muted">
          with{' '}
          {counted(
            groups.reduce((sum, group) => sum + group.devices.length, 0),
            'device',
          )}
        </span>
      </h2>
      <PickBar chosen={chosen.length} total={devices.length} note={shortfall(fleet)}>
        <Button
          variant="danger"
          icon={<Trash2 aria-hidden className="size-4" />}
          disabledReason={
            reasonToWait(fleet, isStale) ??
            (chosen.length === 0 ? 'No device is chosen' : undefined)
          }
          onClick={() => void start()}
        >
          Remove {formatCount(chosen.length)} selected
        </Button>
      </PickBar>
      <PickTable
        name="Devices that share a hardware ID"
        groups={tableGroups}
        picks={picks}
        noteOn={noteOn}
        isProposed={isProposed}
        showsOwner
        isStale={isStale}
      />
      {groups.length > shown.length && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
          <p>
            {counted(groups.length - shown.length, 'hardware ID')} more. Only what is shown can be
            chosen.
          </p>
          <Button onClick={() => setMost(most + groupsAtOnce)}>Show more</Button>
        </div>
      )}
    </div>
  )
}

function Heading({ group }: { group: HardwareGroup }) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 text-sm">
      <bdi className="font-mono text-xs font-medium">{legible(group.hardwareId, 60)}</bdi>
      <span className="text-ink-muted tabular-nums">{counted(group.devices.length, 'device')}</span>
      {group.isSuspicious && (
        <span className="text-warn">
          More than one machine would have: it may be a placeholder, so none is proposed
        </span>
      )}
    </span>
  )
}
