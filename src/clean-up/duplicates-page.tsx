import { useMemo, useState } from 'react'
import { isOnline, type Device } from '../api/device.ts'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { useFleetQuery, type FleetResult } from '../fleet/use-fleet-query.ts'
import { serverNow } from '../lib/clock.ts'
import { paths } from '../lib/paths.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { CleanUpFrame, FindingSkeleton } from './clean-up-frame.tsx'
import { proposedForRemoval, suggestedFirst, toGroups, type HardwareGroup } from './duplicates.ts'

const noGroups: readonly HardwareGroup[] = []

/** Devices that share a hardware ID, and which of them can go. */
export function DuplicatesPage() {
  const result = useFleetQuery(['duplicates'], async (source, signal) =>
    toGroups(await source.ask('matching', ['is:duplicate'], signal)),
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

/** Groups shown at first, and added each time; hidden ones can't be acted on. */
const groupsAtOnce = 100

const cleanUp = 'Clean up duplicates after re-imaging'

/** Nobody needs the older records, so deactivating them isn't offered. */
const offered = ['remove'] as const

interface DuplicateGroupsProps {
  groups: readonly HardwareGroup[]
  isPending: boolean
  result: FleetResult<unknown>
}

function DuplicateGroups(props: DuplicateGroupsProps) {
  const { groups, isPending } = props
  const { coverage, isStale } = props.result
  const [maxGroups, setMaxGroups] = useState(groupsAtOnce)
  const { devices, suggested, tableGroups, noteOn } = useMemo(
    () => proposalOf(groups, maxGroups),
    [groups, maxGroups],
  )
  const all = useMemo(
    () => ({ label: `Select the ${formatCount(suggested.length)} suggested`, rows: suggested }),
    [suggested],
  )
  // Nothing is selected for removal until a person does so.
  const proposal = useProposal('duplicates', false)
  const { selection } = proposal
  const hidden = groups.length - tableGroups.length
  const total = groups.reduce((sum, group) => sum + group.devices.length, 0)

  function reasonNotToSuggest(): string | undefined {
    if (isPending) return 'Wait until all devices are loaded'
    if (suggested.length === 0) return 'None can be suggested'
    return suggested.every(selection.has) ? 'Already selected' : undefined
  }

  return (
    <div className="grid gap-3">
      {groups.length === 0 ? (
        <FindingSkeleton />
      ) : (
        <h2 className="text-lg font-semibold tabular-nums">
          {counted(groups.length, 'hardware ID')}{' '}
          <span className="font-normal text-ink-muted">
            with {counted(total, 'device')}
            {coverage.kind === 'partial' && ' so far'}
          </span>
        </h2>
      )}
      <ProposedDevices
        name="Devices that share a hardware ID"
        devices={devices}
        groups={tableGroups}
        proposal={proposal}
        coverage={coverage}
        isStale={isStale}
        isPending={isPending}
        all={all}
        noteOn={noteOn}
        selecting={
          <Button
            // A phone's table has a box with these words.
            className="max-sm:hidden"
            disabledReason={reasonNotToSuggest()}
            onClick={() => selection.select(suggested, true)}
          >
            Select {isPending ? '' : `${formatCount(suggested.length)} `}suggested
          </Button>
        }
        actions={offered}
        contextOf={() => ({ label: cleanUp, job: cleanUp })}
      />
      {!isPending && hidden > 0 && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
          <p>{counted(hidden, 'hardware ID')} more. Only what is shown can be selected.</p>
          <Button onClick={() => setMaxGroups(maxGroups + groupsAtOnce)}>Show more</Button>
        </div>
      )}
    </div>
  )
}

/** The groups shown, their devices, and what is said of each. */
function proposalOf(groups: readonly HardwareGroup[], maxGroups: number) {
  const proposed = proposedForRemoval(groups, serverNow())
  const shown = suggestedFirst(groups, proposed).slice(0, maxGroups)
  const devices = shown.flatMap((group) => group.devices)
  const current = new Set(shown.map((group) => group.devices[0]))
  return {
    devices,
    suggested: devices.filter(({ id }) => proposed.has(id)),
    tableGroups: shown.map((group) => ({
      id: group.hardwareId,
      heading: <Heading group={group} />,
      count: group.devices.length,
    })),
    noteOn(device: Device): string {
      if (current.has(device)) return 'Current'
      if (proposed.has(device.id)) return 'Older, suggested for removal'
      return isOnline(device) ? 'Older, but online' : 'Older'
    },
  }
}

const doubts: Record<NonNullable<HardwareGroup['doubt']>, string> = {
  many: 'Too many for one device. It may be a placeholder, so none are suggested.',
  owners: 'Different owners, so none are suggested.',
}

function Heading({ group: { hardwareId, devices, doubt } }: { group: HardwareGroup }) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 text-sm">
      <bdi className="font-mono text-xs font-medium">{sanitizeForDisplay(hardwareId, 60)}</bdi>
      <span className="text-ink-muted tabular-nums">{counted(devices.length, 'device')}</span>
      {doubt && <span className="text-warn">{doubts[doubt]}</span>}
    </span>
  )
}
