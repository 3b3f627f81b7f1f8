import { useMemo, type ComponentProps, type ReactNode } from 'react'
import { DeviceActions } from '../actions/action-buttons.tsx'
import type { DeviceAction } from '../actions/definitions.ts'
import type { RunContext } from '../actions/run/run-record.ts'
import { reasonIfEmpty, targetsLabel } from '../actions/selected-devices.ts'
import type { Device } from '../api/device.ts'
import { fieldNames } from '../device/fields.ts'
import { reasonToWait } from '../fleet/coverage.ts'
import { useFleetState } from '../fleet/use-fleet.ts'
import { formatCount } from '../lib/text.ts'
import { SettingsMenu } from '../list/settings-menu.tsx'
import { useActionsKey } from '../list/use-actions-key.ts'
import { deviceSettings } from './columns.tsx'
import { ProposalTable } from './proposal-table.tsx'

interface ProposedDevicesProps extends ComponentProps<typeof ProposalTable> {
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
  contextOf: () => RunContext
  onActed: () => void
  /** Between the buttons and the table. */
  children?: ReactNode
}

/**
 * Devices that a page proposes to act on: how many are selected, the actions on them, which stay in
 * sight above the rows, and the rows in an order and columns of a person's choice.
 */
export function ProposedDevices({
  selected: given,
  total,
  also,
  note,
  tools,
  selecting,
  actions,
  mainAction,
  problem,
  contextOf,
  onActed,
  children,
  ...table
}: ProposedDevicesProps) {
  const fleet = useFleetState()
  const actionsKey = useActionsKey()
  const { devices, selection, place, isOfPerson, isPending = false, isStale = false } = table
  const selected = given ?? devices.filter((device) => selection?.has(device))
  const all = useMemo(
    () => ({ label: `Select all ${formatCount(devices.length)}`, rows: devices }),
    [devices],
  )
  return (
    <>
      <div className="sticky top-13 z-10 -mx-2 flex flex-wrap items-center gap-x-4 gap-y-2 bg-canvas px-2 py-2 max-sm:static">
        {/* It makes room for the buttons, so that a note of a while doesn't move them to another line. */}
        <p
          className={`min-w-0 flex-1 basis-32 content-center text-sm text-ink-muted tabular-nums max-sm:basis-20 ${place ? 'min-h-10 max-lg:min-h-13' : ''}`}
        >
          {selection && !isPending && (
            <>
              <span className="font-medium text-ink">
                {formatCount(selected.length)} of {formatCount(total ?? devices.length)}
              </span>{' '}
              selected{also && ` (${also})`}
            </>
          )}
          {note && <span className="block text-warn max-lg:text-xs">{note}</span>}
        </p>
        {/* On a phone the tools are beside the count, and the actions a line of their own. */}
        <div className="ml-auto flex flex-wrap gap-2 max-sm:contents">
          <div className="proposal-tools">
            {place && <SettingsMenu settings={deviceSettings} place={place} fields={fieldNames} />}
            {tools}
          </div>
          <div ref={actionsKey} className="proposal-actions">
            {selecting}
            {selection && (
              <DeviceActions
                devices={selected}
                {...(actions && { actions })}
                hasMain={!mainAction}
                labelOf={targetsLabel(selected, isOfPerson ? devices.length : undefined)}
                disabledReason={problem ?? reasonToWait(fleet, isStale) ?? reasonIfEmpty(selected)}
                contextOf={contextOf}
                onActed={onActed}
              />
            )}
            {mainAction}
          </div>
        </div>
      </div>
      {children}
      {(devices.length > 0 || isPending) && <ProposalTable all={all} {...table} />}
    </>
  )
}
