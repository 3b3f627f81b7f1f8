import { Download } from 'lucide-react'
import { useMemo } from 'react'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { runs } from '../actions/receipts/run-list.ts'
import { reasonIfEmpty, targetsLabel } from '../actions/selected-devices.ts'
import type { Device, DeviceField } from '../api/device.ts'
import { columnsWith } from '../devices/columns.tsx'
import { DeviceLink } from '../devices/device-link.tsx'
import { ProposalBar } from '../devices/proposal-bar.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { changeNames } from '../fleet/changes/change-names.ts'
import type { ChangesAnswer } from '../fleet/changes/change-questions.ts'
import type { Change, ChangeKind } from '../fleet/changes/compare.ts'
import { reasonToWait } from '../fleet/coverage.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted, deviceName, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { RowsTable } from '../list/rows-table.tsx'
import { selectColumn } from '../list/select-column.tsx'
import { columnsOf, type ListColumns, type TableMeta } from '../list/table-features.ts'
import { TimeLines } from '../list/time-lines.tsx'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { receiptNote } from './change-words.ts'

/** Nobody reviews more rows than this one by one. */
const maxRows = 500

interface ChangeRowsProps {
  answer: ChangesAnswer
  fleet: FleetState
  isAgainstNow: boolean
  isStale: boolean
  isSaving: boolean
  onSave: () => void
}

/** The changes of one kind with the values then and now, and the actions on the devices selected. */
export function ChangeRows(props: ChangeRowsProps) {
  const { answer, fleet, isAgainstNow, isStale, isSaving, onSave } = props
  const { kind, rows, counts, before } = answer
  const zone = useStore(timeZone)
  const receipts = useStore(runs(useSession()))
  const { selection, forget } = useProposal(`changes ${kind}`, false)
  const devices = useMemo(() => rows.map(({ device }) => device), [rows])
  // What is gone can't be acted on, nor what only a file says.
  const canAct = isAgainstNow && kind !== 'gone'
  const columns = useMemo(() => {
    const noteOn = (change: Change) => receiptNote(change, receipts, before.takenAt, zone)
    return [...(canAct ? [selectColumn<Device>()] : []), ...columnsFor(kind, rows, noteOn)]
  }, [rows, receipts, before.takenAt, zone, canAct, kind])
  const meta = useMemo(
    (): TableMeta => ({
      selection,
      all: { label: `Select all ${formatCount(devices.length)}`, rows: devices },
      nameOf: (device: Device) => deviceName(device),
    }),
    [selection, devices],
  )
  const selected = devices.filter(selection.has)
  const cutNote =
    counts[kind] > devices.length
      ? `Only the first ${formatCount(devices.length)} of ${formatCount(counts[kind])}. Export has them all.`
      : undefined
  const save = (
    <Button icon={<Download aria-hidden className="size-4" />} busy={isSaving} onClick={onSave}>
      Export {counted(counts[kind], 'change')}
    </Button>
  )
  return (
    <>
      {canAct ? (
        <ProposalBar selected={selected.length} total={devices.length} note={cutNote}>
          {save}
          <DeviceActions
            devices={selected}
            labelOf={targetsLabel(selected)}
            disabledReason={reasonToWait(fleet, isStale) ?? reasonIfEmpty(selected)}
            contextOf={() => ({ label: `Changes: ${changeNames[kind].toLowerCase()}` })}
            onActed={forget}
          />
        </ProposalBar>
      ) : (
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
          {cutNote && <p className="mr-auto text-sm text-warn">{cutNote}</p>}
          {save}
        </div>
      )}
      <RowsTable
        name={`Changes: ${changeNames[kind].toLowerCase()}`}
        rows={devices.slice(0, maxRows)}
        columns={columns}
        meta={meta}
        isStale={isStale}
        notShown={devices.length - maxRows}
      />
    </>
  )
}

/** A device's name, with a link unless it has no page anymore. */
function Name({
  device,
  note,
  isGone,
}: {
  device: Device
  note: string | undefined
  isGone: boolean
}) {
  if (!isGone) return <DeviceLink device={device} note={note} />
  return (
    <span className="block min-w-0">
      <bdi className="block truncate font-medium">{deviceName(device)}</bdi>
      <bdi className="block truncate text-xs text-ink-muted">
        {note ?? sanitizeForDisplay([device.hardwareId, device.id].filter(Boolean).join(' · '), 80)}
      </bdi>
    </span>
  )
}

const timeKinds: ReadonlySet<ChangeKind> = new Set(['new', 'gone', 'silent', 'back'])

const column = columnsOf<Device>()
const newSide = [['after', 'Registered']] as const
const bothSides = [
  ['before', 'Before'],
  ['after', 'Now'],
] as const

/** The columns of a kind of change; for what is there only then or only now, a single value. */
function columnsFor(
  kind: ChangeKind,
  rows: readonly Change[],
  noteOn: (change: Change) => string | undefined,
): ListColumns<Device> {
  const changes = new Map(rows.map((change) => [change.device.id, change]))
  const valueColumn = (side: 'before' | 'after', header: string) =>
    column.accessor(({ id }) => changes.get(id)?.[side] ?? '', {
      id: side,
      header,
      meta: { width: kind === 'times' || kind === 'owner' ? '[--width:72]' : '[--width:44]' },
      cell: ({ getValue }) => <Value text={getValue()} isTime={timeKinds.has(kind)} />,
    })
  const name = columnsWith(['name']).map((shared) => ({
    ...shared,
    cell: ({ row: { original } }: { row: { original: Device } }) => {
      const change = changes.get(original.id)
      return <Name device={original} note={change && noteOn(change)} isGone={kind === 'gone'} />
    },
  }))
  const sides = kind === 'new' ? newSide : kind === 'gone' ? [] : bothSides
  const values = column.columns(sides.map(([side, header]) => valueColumn(side, header)))
  return [...name, ...values, ...columnsWith(fieldsBeside(kind))]
}

/** The fields shown beside the values; those that the values say are left out. */
function fieldsBeside(kind: ChangeKind): readonly DeviceField[] {
  if (kind === 'times') return []
  if (kind === 'owner') return ['lastConnection']
  if (kind === 'gone') return ['status', 'owner', 'lastConnection']
  return kind === 'new' || !timeKinds.has(kind) ? ['owner', 'lastConnection'] : ['owner']
}

function Value({ text, isTime }: { text: string; isTime: boolean }) {
  if (isTime) return <TimeLines iso={text === '' ? undefined : text} absent="Unknown" />
  if (text === '') return <span className="text-ink-quiet">None</span>
  return (
    <span className="block py-1 wrap-anywhere max-sm:text-right">
      {text.split('; ').map((part) => (
        <bdi key={part} className="block">
          {sanitizeForDisplay(part)}
        </bdi>
      ))}
    </span>
  )
}
