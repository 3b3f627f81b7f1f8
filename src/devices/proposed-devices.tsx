import { useMemo, type ComponentProps, type ReactNode } from 'react'
import { DeviceActions } from '../actions/action-buttons.tsx'
import type { RunContext } from '../actions/run/run-record.ts'
import { reasonIfEmpty, targetsLabel } from '../actions/selected-devices.ts'
import type { Device } from '../api/device.ts'
import { fieldNames, type SortField } from '../device/fields.ts'
import { reasonToWait } from '../fleet/coverage.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { formatCount } from '../lib/text.ts'
import { SettingsMenu } from '../list/settings-menu.tsx'
import type { ListNavigation } from '../list/use-list-address.ts'
import { deviceSettings } from './columns.tsx'
import { ProposalBar } from './proposal-bar.tsx'
import { ProposalTable } from './proposal-table.tsx'

interface ProposedDevicesProps extends Omit<ComponentProps<typeof ProposalTable>, 'all'> {
  place: ListNavigation<SortField>
  /** By default those selected in the table. */
  selected?: readonly Device[]
  total?: number
  also?: string | undefined
  note?: string | undefined
  /** A person settles each device, so nothing selects several at once. */
  isOneByOne?: boolean
  context: RunContext
  onActed: () => void
  buttons?: ReactNode
  /** Between the buttons and the table. */
  children?: ReactNode
}

/** Devices in an order and columns of a person's choice, and every action on those selected. */
export function ProposedDevices({
  selected: given,
  total,
  also,
  note,
  isOneByOne = false,
  context,
  onActed,
  buttons,
  children,
  ...table
}: ProposedDevicesProps) {
  const fleet = useFleetState()
  const { devices, selection, place, isStale = false } = table
  const selected = given ?? devices.filter((device) => selection?.has(device))
  const all = useMemo(
    () =>
      isOneByOne
        ? { label: 'Deselect all', rows: [] }
        : { label: `Select all ${formatCount(devices.length)}`, rows: devices },
    [devices, isOneByOne],
  )
  return (
    <>
      <ProposalBar
        selected={selected.length}
        total={total ?? devices.length}
        also={also}
        note={note}
        isPending={!selection}
        tools={
          <>
            <SettingsMenu settings={deviceSettings} place={place} fields={fieldNames} />
            {buttons}
          </>
        }
      >
        {selection && (
          <DeviceActions
            devices={selected}
            hasMain
            labelOf={targetsLabel(selected)}
            disabledReason={reasonToWait(fleet, isStale) ?? reasonIfEmpty(selected)}
            contextOf={() => context}
            onActed={onActed}
          />
        )}
      </ProposalBar>
      {children}
      {devices.length > 0 && <ProposalTable {...table} all={all} />}
    </>
  )
}
