import { useMemo } from 'react'
import type { Device } from '../api/device.ts'
import { deviceName } from '../lib/text.ts'
import type { Column } from '../list/column.ts'
import { RowsTable, type RowGroup } from '../list/rows-table.tsx'
import { selectColumn, type SelectColumnOptions } from '../list/select-column.tsx'
import type { Selection } from '../list/selection.ts'
import { actionsColumn, fieldColumns } from './columns.tsx'
import { DeviceLink, rowNoteId } from './device-link.tsx'

interface ProposalTableProps extends Pick<SelectColumnOptions<Device>, 'all'> {
  selection: Selection<Device>
  /** Its accessible name. */
  name: string
  devices: readonly Device[]
  groups?: readonly RowGroup[]
  /** Why a device can't be selected. */
  disabledReason?: (device: Device) => string | undefined
  /** A few words on a device, shown in place of its hardware ID. */
  noteOn?: (device: Device) => string | undefined
  /** Columns of the page's own, beside the name. */
  extra?: readonly Column<Device>[]
  showsOwner?: boolean
  showsActions?: boolean
  /** True while the devices are those of an earlier question. */
  isStale?: boolean
  /** Rows beyond this are counted, not shown. */
  maxRows?: number
}

const none = () => undefined
const noColumns: readonly Column<Device>[] = []

/** Devices that a page proposes to act on, each with a checkbox. */
export function ProposalTable({
  name,
  devices,
  groups,
  selection,
  all,
  disabledReason = none,
  noteOn = none,
  extra = noColumns,
  showsOwner = false,
  showsActions = false,
  isStale = false,
  maxRows = Infinity,
}: ProposalTableProps) {
  const columns = useMemo(
    () => columnsFor({ selection, all, disabledReason, noteOn, extra, showsOwner, showsActions }),
    [selection, all, disabledReason, noteOn, extra, showsOwner, showsActions],
  )
  return (
    <RowsTable
      name={name}
      rows={devices.slice(0, maxRows)}
      columns={columns}
      groups={groups}
      isStale={isStale}
      notShown={devices.length - maxRows}
    />
  )
}

function columnsFor({
  selection,
  all,
  disabledReason,
  noteOn,
  extra,
  showsOwner,
  showsActions,
}: Required<
  Pick<
    ProposalTableProps,
    'selection' | 'disabledReason' | 'noteOn' | 'extra' | 'showsOwner' | 'showsActions'
  >
> &
  Pick<ProposalTableProps, 'all'>): Column<Device>[] {
  const textOn = (device: Device) =>
    [noteOn(device), disabledReason(device)].filter(Boolean).join(' · ') || undefined
  return [
    selectColumn({
      selection: () => selection,
      nameOf: deviceName,
      disabledReason,
      noteIdOf: (device) => (textOn(device) ? rowNoteId(device.id) : undefined),
      all,
    }),
    {
      ...fieldColumns.name,
      cell: (device) => <DeviceLink device={device} note={textOn(device)} />,
    },
    ...extra,
    fieldColumns.status,
    ...(showsOwner ? [fieldColumns.owner] : []),
    fieldColumns.lastConnection,
    fieldColumns.appVersion,
    fieldColumns.createdAt,
    ...(showsActions ? [actionsColumn] : []),
  ]
}
