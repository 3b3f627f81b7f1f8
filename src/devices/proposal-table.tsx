import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import type { Device, DeviceField } from '../api/device.ts'
import { fieldNames, type SortField } from '../device/fields.ts'
import { deviceName, formatCount } from '../lib/text.ts'
import type { Selection } from '../list/selection.ts'
import { bodyClass, bodyRow, Table } from '../list/table.tsx'
import type { ListColumns, ListTable, TableMeta } from '../list/table-features.ts'
import { useColumnVisibility } from '../list/table-settings.ts'
import type { ListNavigation } from '../list/use-list-address.ts'
import { useListTable } from '../list/use-list-table.ts'
import { Button } from '../ui/button.tsx'
import { deviceColumns, deviceSettings } from './columns.tsx'

/** Rows that fill a screen appear at once; the others follow without blocking the page. */
const firstRows = 25
const rowsAtOnce = 100

/** Devices that belong together, under a heading. */
interface DeviceGroup {
  id: string
  heading: ReactNode
  /** How many of the devices, in their order. */
  count: number
}

interface ProposalTableProps {
  /** Without one, the table has no checkboxes. */
  selection: Selection<Device> | undefined
  /** Where the devices are sorted; without one, they aren't. */
  place?: ListNavigation<SortField>
  name: string
  devices: readonly Device[]
  groups?: readonly DeviceGroup[]
  /** Label of the box that selects all, and the devices it selects: those shown without it. */
  all?: { label: string; rows: readonly Device[] }
  /** A few words on a device, shown in place of its hardware ID. */
  noteOn?: (device: Device) => string | undefined
  /** Columns of the page's own, beside the name. */
  extra?: ListColumns<Device>
  /** They aren't devices of the network any more. */
  areGone?: boolean
  /** Fields whose column says nothing more. */
  without?: readonly DeviceField[] | undefined
  /** They belong to one person, who needn't be named, and are few enough for actions of their own. */
  isOfPerson?: boolean
  isStale?: boolean
  /** Gray rows in place of devices that are still to come. */
  isPending?: boolean
}

const noColumns: ListColumns<Device> = []
const noSort: readonly never[] = []
const noFields: readonly never[] = []

/** Devices that a page proposes to act on, each with a checkbox. */
export function ProposalTable({
  name,
  devices,
  groups,
  selection,
  place,
  all,
  noteOn,
  extra = noColumns,
  areGone = false,
  without = noFields,
  isOfPerson = false,
  isStale = false,
  isPending = false,
}: ProposalTableProps) {
  const meta = useMemo(
    (): TableMeta => ({
      ...(selection && { selection }),
      all,
      nameOf: (device: Device) => deviceName(device),
      noteOn: (device: Device) => noteOn?.(device),
      isRemoved: () => areGone,
    }),
    [selection, all, noteOn, areGone],
  )
  const [asked, setAsked] = useState(rowsAtOnce)
  const count = useDeferredValue(asked, firstRows)
  const rows = useMemo(() => (groups ? devices : devices.slice(0, count)), [groups, devices, count])
  const left = groups || isPending ? 0 : devices.length - asked
  const chosen = useColumnVisibility(deviceSettings, place?.params.sort ?? noSort)
  const columnVisibility = useMemo(
    () => ({
      ...chosen,
      ...(isOfPerson && { owner: false }),
      ...Object.fromEntries(without.map((field) => [field, false])),
      select: selection !== undefined,
      actions: isOfPerson,
    }),
    [chosen, isOfPerson, without, selection],
  )
  const allColumns = useMemo(
    () => [...deviceColumns.slice(0, 2), ...extra, ...deviceColumns.slice(2)],
    [extra],
  )
  const table = useListTable<Device, SortField>({
    rows,
    columns: allColumns,
    columnVisibility,
    meta,
    ...(place && {
      sort: place.params.sort,
      sortFields: fieldNames,
      onSort: (sort) => place.goTo({ sort }),
    }),
  })
  return (
    <div>
      <Table
        table={table}
        name={name}
        density="comfortable"
        isStale={isStale}
        skeletonRows={isPending ? 8 : 0}
        {...(place && { sortFields: fieldNames })}
      >
        {groups && !isPending ? groupBodies(table, groups) : undefined}
      </Table>
      {left > 0 && (
        <div className="flex flex-wrap items-center gap-3 px-4 py-2.5 text-sm text-ink-muted">
          <p>{formatCount(left)} more aren’t shown here. They are counted above and included.</p>
          <Button onClick={() => setAsked(asked + rowsAtOnce)}>Show more</Button>
        </div>
      )}
    </div>
  )
}

function groupBodies(table: ListTable<Device>, groups: readonly DeviceGroup[]) {
  const { rows } = table.getRowModel()
  let start = 0
  return groups.map(({ id, heading, count }) => {
    const members = rows.slice(start, start + count)
    start += count
    return (
      <tbody key={id} role="rowgroup" className={bodyClass}>
        <tr role="row" className="block">
          <th
            role="rowheader"
            scope="rowgroup"
            colSpan={table.getVisibleLeafColumns().length}
            className="block border-b border-line bg-sunken px-4 py-2 text-left font-normal max-sm:mb-2 max-sm:rounded-md max-sm:border-0"
          >
            {heading}
          </th>
        </tr>
        {members.map((row) => bodyRow(table, row))}
      </tbody>
    )
  })
}
