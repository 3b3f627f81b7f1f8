import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { DeviceActions } from '../actions/action-buttons.tsx'
import type { DeviceAction } from '../actions/definitions.ts'
import type { RunContext } from '../actions/run/run-record.ts'
import { reasonIfEmpty, targetsLabel } from '../actions/selected-devices.ts'
import type { Device, DeviceField } from '../api/device.ts'
import { fieldNames, type SortField } from '../device/fields.ts'
import { reasonToWait, shortfall, type Coverage } from '../fleet/coverage.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { deviceName, formatCount } from '../lib/text.ts'
import { SettingsMenu } from '../list/settings-menu.tsx'
import { bodyClass, bodyRow, Table } from '../list/table.tsx'
import type { ListColumns, ListTable, TableMeta } from '../list/table-features.ts'
import { useColumnVisibility } from '../list/table-settings.ts'
import { useActionsKey } from '../list/use-actions-key.ts'
import type { ListNavigation } from '../list/use-list-address.ts'
import { useListTable } from '../list/use-list-table.ts'
import { Button } from '../ui/button.tsx'
import { deviceColumns, deviceSettings } from './columns.tsx'
import type { Proposal } from './use-proposal.ts'

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

interface ProposedDevicesProps {
  name: string
  devices: readonly Device[]
  /** Without one, the table has no checkboxes. */
  proposal: Proposal | undefined
  /** The devices of the fleet that these were found among. */
  coverage?: Coverage
  isStale?: boolean
  /** Gray rows in place of devices that are still to come. */
  isPending?: boolean
  /** Where the devices are sorted; without one, they aren't. */
  place?: ListNavigation<SortField>
  groups?: readonly DeviceGroup[]
  /** Columns of the page's own, beside the name. */
  extra?: ListColumns<Device>
  /** Fields whose column says nothing more. */
  without?: readonly DeviceField[] | undefined
  /** A few words on a device, shown in place of its hardware ID. */
  noteOn?: (device: Device) => string | undefined
  /** They aren't devices of the network any more. */
  areGone?: boolean
  /** They belong to one person, who needn't be named, and are few enough for actions of their own. */
  isOfPerson?: boolean
  /** Label of the box that selects all, and the devices it selects; by default all in the table. */
  all?: { label: string; rows: readonly Device[] }
  /** By default those selected in the table, of all in it. */
  selected?: readonly Device[]
  total?: number
  /** More about those selected. */
  also?: string | undefined
  note?: string | undefined
  /** Beside the settings of the table. */
  tools?: ReactNode
  /** A button that selects some of the devices. */
  selecting?: ReactNode
  /** By default every action. */
  actions?: readonly DeviceAction[]
  /** An action on all devices, as the main one of the page. */
  mainAction?: ReactNode
  /** Why nothing can be done, besides the usual reasons. */
  problem?: string | undefined
  /** By default named after the table. */
  contextOf?: () => RunContext
  /** Between the buttons and the table. */
  children?: ReactNode
}

/**
 * Devices that a page proposes to act on: how many are selected, the actions on them, which stay in
 * sight above the rows, and the rows in an order and columns of a person's choice.
 */
export function ProposedDevices(props: ProposedDevicesProps) {
  const { name, devices, proposal, coverage, place, isOfPerson, mainAction, actions } = props
  const { isPending = false, isStale = false, total = devices.length } = props
  const { note = coverage && shortfall(coverage), contextOf = () => ({ label: name }) } = props
  const fleet = useFleetState()
  const actionsKey = useActionsKey()
  const selected = props.selected ?? devices.filter((device) => proposal?.selection.has(device))
  return (
    <>
      <div className="sticky top-13 z-10 -mx-2 flex flex-wrap items-center gap-x-4 gap-y-2 bg-canvas px-2 py-2 max-sm:static">
        {/* It makes room for the buttons, so that a note of a while doesn't move them to another line. */}
        <p
          className={`min-w-0 flex-1 basis-32 content-center text-sm text-ink-muted tabular-nums max-sm:basis-20 ${place ? 'min-h-10 max-lg:min-h-13' : ''}`}
        >
          {proposal && !isPending && (
            <>
              <span className="font-medium text-ink">
                {formatCount(selected.length)} of {formatCount(total)}
              </span>{' '}
              selected{props.also && ` (${props.also})`}
            </>
          )}
          {note && <span className="block text-warn max-lg:text-xs">{note}</span>}
        </p>
        {/* On a phone the tools are beside the count, and the actions a line of their own. */}
        <div className="ml-auto flex flex-wrap gap-2 max-sm:contents">
          <div className="proposal-tools">
            {place && <SettingsMenu settings={deviceSettings} place={place} fields={fieldNames} />}
            {props.tools}
          </div>
          <div ref={actionsKey} className="action-bar max-sm:[&_.icon]:hidden">
            {props.selecting}
            {proposal && (
              <DeviceActions
                devices={selected}
                {...(actions && { actions })}
                hasMain={!mainAction}
                labelOf={targetsLabel(selected, isOfPerson ? devices.length : undefined)}
                disabledReason={
                  props.problem ?? reasonToWait(fleet, isStale) ?? reasonIfEmpty(selected)
                }
                contextOf={contextOf}
                onActed={proposal.forget}
              />
            )}
            {mainAction}
          </div>
        </div>
      </div>
      {props.children}
      {(devices.length > 0 || isPending) && <ProposalTable {...props} />}
    </>
  )
}

const noColumns: ListColumns<Device> = []
const noSort: readonly never[] = []
const noFields: readonly never[] = []

function ProposalTable(props: ProposedDevicesProps) {
  const { name, devices, proposal, place, groups, noteOn, areGone = false } = props
  const { isPending = false, isStale = false, isOfPerson = false } = props
  const { all, extra = noColumns, without = noFields } = props
  const selection = proposal?.selection
  const meta = useMemo(
    (): TableMeta => ({
      ...(selection && { selection }),
      all: all ?? { label: `Select all ${formatCount(devices.length)}`, rows: devices },
      nameOf: (device: Device) => deviceName(device),
      noteOn: (device: Device) => noteOn?.(device),
      isRemoved: () => areGone,
    }),
    [selection, all, devices, noteOn, areGone],
  )
  const [asked, setAsked] = useState(rowsAtOnce)
  const count = useDeferredValue(asked, firstRows)
  const rows = useMemo(() => (groups ? devices : devices.slice(0, count)), [groups, devices, count])
  const left = groups || isPending ? 0 : devices.length - asked
  const shown = useColumnVisibility(deviceSettings, place?.params.sort ?? noSort)
  const columnVisibility = useMemo(
    () => ({
      ...shown,
      ...(isOfPerson && { owner: false }),
      ...Object.fromEntries(without.map((field) => [field, false])),
      select: selection !== undefined,
      actions: isOfPerson,
    }),
    [shown, isOfPerson, without, selection],
  )
  const columns = useMemo(
    () => [...deviceColumns.slice(0, 2), ...extra, ...deviceColumns.slice(2)],
    [extra],
  )
  const table = useListTable<Device, SortField>({
    rows,
    columns,
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
