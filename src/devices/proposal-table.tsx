import { useMemo } from 'react'
import type { Device, DeviceField } from '../api/device.ts'
import { fieldNames } from '../device/fields.ts'
import { deviceName } from '../lib/text.ts'
import { RowsTable, type RowGroup } from '../list/rows-table.tsx'
import type { Selection } from '../list/selection.ts'
import type { ListColumns, TableMeta } from '../list/table-features.ts'
import { deviceColumns } from './columns.tsx'

interface ProposalTableProps {
  selection: Selection<Device>
  /** Its accessible name. */
  name: string
  devices: readonly Device[]
  groups?: readonly RowGroup[]
  /** Label of the box that selects all, and the devices it selects: those shown without it. */
  all?: { label: string; rows: readonly Device[] }
  /** Why a device can't be selected. */
  disabledReason?: (device: Device) => string | undefined
  /** A few words on a device, shown in place of its hardware ID. */
  noteOn?: (device: Device) => string | undefined
  /** Columns of the page's own, beside the name. */
  extra?: ListColumns<Device>
  showsOwner?: boolean
  showsActions?: boolean
  /** True while the devices are those of an earlier question. */
  isStale?: boolean
  /** Gray rows in place of devices that are still to come. */
  isPending?: boolean
  /** Rows beyond this are counted, not shown. */
  maxRows?: number
}

const noColumns: ListColumns<Device> = []
const shownFields: readonly DeviceField[] = [
  'name',
  'status',
  'posture',
  'lastConnection',
  'appVersion',
  'createdAt',
]

/** Devices that a page proposes to act on, each with a checkbox. */
export function ProposalTable({
  name,
  devices,
  groups,
  selection,
  all,
  disabledReason,
  noteOn,
  extra = noColumns,
  showsOwner = false,
  showsActions = false,
  isStale = false,
  isPending = false,
  maxRows = Infinity,
}: ProposalTableProps) {
  const meta = useMemo(
    (): TableMeta => ({
      selection,
      all,
      nameOf: (device: Device) => deviceName(device),
      ...(disabledReason && { disabledReason }),
      noteOn: (device: Device) =>
        [noteOn?.(device), disabledReason?.(device)].filter(Boolean).join(' · ') || undefined,
    }),
    [selection, all, disabledReason, noteOn],
  )
  const columnVisibility = useMemo(
    () => ({
      ...Object.fromEntries(fieldNames.map((field) => [field, shownFields.includes(field)])),
      owner: showsOwner,
      actions: showsActions,
    }),
    [showsOwner, showsActions],
  )
  const columns = useMemo(
    () => [...deviceColumns.slice(0, 2), ...extra, ...deviceColumns.slice(2)],
    [extra],
  )
  return (
    <RowsTable
      name={name}
      rows={devices.slice(0, maxRows)}
      columns={columns}
      columnVisibility={columnVisibility}
      meta={meta}
      groups={groups}
      isStale={isStale}
      isPending={isPending}
      notShown={devices.length - maxRows}
    />
  )
}
