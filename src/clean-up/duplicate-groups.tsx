import { useCallback, useMemo, useState } from 'react'
import { isOnline, type Device } from '../api/device.ts'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { reasonIfEmpty, targetsLabel } from '../actions/selected-devices.ts'
import { ProposalBar } from '../devices/proposal-bar.tsx'
import { ProposalTable } from '../devices/proposal-table.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { reasonToWait, shortfall } from '../fleet/coverage.ts'
import type { FleetResult } from '../fleet/use-fleet-query.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { FindingSkeleton } from './finding-skeleton.tsx'
import { proposedForRemoval, suggestedFirst, type HardwareGroup } from './duplicates.ts'

/** Groups shown at first, and added each time; hidden ones can't be acted on. */
const groupsAtOnce = 100

const cleanUp = 'Clean up duplicates after re-imaging'

/** Nobody needs the older records, so deactivating them isn't offered. */
const offered = ['remove'] as const

/** Devices in groups of one hardware ID, and the buttons to select and remove them. */
export function DuplicateGroups({
  groups,
  isPending,
  result: { coverage, isStale },
}: {
  groups: readonly HardwareGroup[]
  /** More may be found before any of them is shown. */
  isPending: boolean
  /** The answer that the groups come from. */
  result: FleetResult<unknown>
}) {
  const fleet = useFleetState()
  const [most, setMost] = useState(groupsAtOnce)
  const allSuggested = useMemo(() => proposedForRemoval(groups), [groups])
  const shown = useMemo(
    () => suggestedFirst(groups, allSuggested).slice(0, most),
    [groups, allSuggested, most],
  )
  const current = useMemo(
    () => new Set(shown.flatMap(({ devices }) => devices[0]?.id ?? [])),
    [shown],
  )
  const isSuggested = useCallback((device: Device) => allSuggested.has(device.id), [allSuggested])
  // Nothing is selected for removal until a person does so.
  const { selection, forget } = useProposal('duplicates', false)
  const devices = useMemo(() => shown.flatMap((group) => group.devices), [shown])
  const selected = devices.filter(selection.has)
  const suggested = useMemo(() => devices.filter(isSuggested), [devices, isSuggested])
  const noteOn = useCallback(
    (device: Device) =>
      current.has(device.id)
        ? 'Current'
        : isSuggested(device)
          ? 'Older, suggested for removal'
          : isOnline(device)
            ? 'Older, but online'
            : 'Older',
    [current, isSuggested],
  )
  const tableGroups = useMemo(
    () =>
      shown.map((group) => ({
        id: group.hardwareId,
        heading: <Heading group={group} />,
        count: group.devices.length,
      })),
    [shown],
  )

  const all = useMemo(
    () => ({ label: `Select the ${formatCount(suggested.length)} suggested`, rows: suggested }),
    [suggested],
  )

  return (
    <div className="grid gap-3">
      {groups.length === 0 ? (
        <FindingSkeleton />
      ) : (
        <h2 className="text-lg font-semibold tabular-nums">
          {counted(groups.length, 'hardware ID')}{' '}
          <span className="font-normal text-ink-muted">
            with{' '}
            {counted(
              groups.reduce((sum, group) => sum + group.devices.length, 0),
              'device',
            )}
            {coverage.kind === 'partial' && ' so far'}
          </span>
        </h2>
      )}
      <ProposalBar
        selected={selected.length}
        total={devices.length}
        isPending={isPending}
        note={shortfall(coverage)}
      >
        <Button
          disabledReason={
            isPending
              ? 'Wait until all devices are loaded'
              : suggested.length === 0
                ? 'None can be suggested'
                : suggested.every(selection.has)
                  ? 'Already selected'
                  : undefined
          }
          onClick={() => selection.select(suggested, true)}
        >
          Select {isPending ? '' : `${formatCount(suggested.length)} `}suggested
        </Button>
        <DeviceActions
          devices={selected}
          actions={offered}
          hasMain
          labelOf={targetsLabel(selected)}
          disabledReason={reasonToWait(fleet, isStale) ?? reasonIfEmpty(selected)}
          contextOf={() => ({ label: cleanUp, job: cleanUp })}
          onActed={forget}
        />
      </ProposalBar>
      <ProposalTable
        name="Devices that share a hardware ID"
        devices={devices}
        groups={tableGroups}
        selection={selection}
        all={all}
        noteOn={noteOn}
        showsOwner
        isStale={isStale}
        isPending={isPending}
      />
      {!isPending && groups.length > shown.length && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
          <p>
            {counted(groups.length - shown.length, 'hardware ID')} more. Only what is shown can be
            selected.
          </p>
          <Button onClick={() => setMost(most + groupsAtOnce)}>Show more</Button>
        </div>
      )}
    </div>
  )
}

const doubts: Record<NonNullable<HardwareGroup['doubt']>, string> = {
  many: 'Too many for one device. It may be a placeholder, so none are suggested.',
  owners: 'Different owners, so none are suggested.',
}

function Heading({ group }: { group: HardwareGroup }) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 text-sm">
      <bdi className="font-mono text-xs font-medium">
        {sanitizeForDisplay(group.hardwareId, 60)}
      </bdi>
      <span className="text-ink-muted tabular-nums">{counted(group.devices.length, 'device')}</span>
      {group.doubt && <span className="text-warn">{doubts[group.doubt]}</span>}
    </span>
  )
}
