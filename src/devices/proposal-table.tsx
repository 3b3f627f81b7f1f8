import { useMemo } from 'react'
import type { Device, DeviceField } from '../api/device.ts'
import { fieldNames, type SortEntry, type SortField } from '../device/fields.ts'
import { deviceName } from '../lib/text.ts'
import { RowsTable, type RowGroup } from '../list/rows-table.tsx'
import type { Selection } from '../list/selection.ts'
import type { ListColumns, TableMeta } from '../list/table-features.ts'
import { useColumnVisibility } from '../list/table-settings.ts'
import type { ListNavigation } from '../list/use-list-address.ts'
import { deviceColumns, deviceSettings } from './columns.tsx'

/** Nobody reviews more devices than this one by one. */
export const maxReviewed = 500

interface ProposalTableProps {
  /** Without one, the table has no checkboxes. */
  selection: Selection<Device> | undefined
  /** Where the devices are sorted, in the columns of the list of devices; without one, they aren't. */
  place?: ListNavigation<SortField>
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
  columns?: ListColumns<Device>
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
const noSort: readonly never[] = []
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
  place,
  all,
  disabledReason,
  noteOn,
  extra = noColumns,
  columns = deviceColumns,
  showsOwner = false,
  showsActions = false,
  isStale = false,
  isPending = false,
  maxRows = place ? maxReviewed : Infinity,
}: ProposalTableProps) {
  const meta = useMemo(
    (): TableMeta => ({
      ...(selection && { selection }),
      all,
      nameOf: (device: Device) => deviceName(device),
      ...(disabledReason && { disabledReason }),
      noteOn: (device: Device) =>
        [noteOn?.(device), disabledReason?.(device)].filter(Boolean).join(' · ') || undefined,
    }),
    [selection, all, disabledReason, noteOn],
  )
  const isSortable = place !== undefined
  const chosen = useColumnVisibility(deviceSettings, place?.params.sort ?? noSort)
  const columnVisibility = useMemo(
    () => ({
      ...(isSortable
        ? chosen
        : {
            ...Object.fromEntries(fieldNames.map((field) => [field, shownFields.includes(field)])),
            owner: showsOwner,
          }),
      select: selection !== undefined,
      actions: showsActions,
    }),
    [isSortable, chosen, showsOwner, selection, showsActions],
  )
  const allColumns = useMemo(
    () => [...columns.slice(0, 2), ...extra, ...columns.slice(2)],
    [columns, extra],
  )
  return (
    <RowsTable
      name={name}
      rows={devices.slice(0, maxRows)}
      columns={allColumns}
      {...(place && {
        sort: place.params.sort,
        sortFields: fieldNames,
        onSort: (sort: SortEntry[]) => place.goTo({ sort }),
      })}
      columnVisibility={columnVisibility}
      meta={meta}
      groups={groups}
      isStale={isStale}
      isPending={isPending}
      notShown={devices.length - maxRows}
    />
  )
}
