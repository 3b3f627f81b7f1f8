import type { Device, DeviceField } from '../api/device.ts'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { fieldLabels } from '../device/field-labels.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { ownerName } from '../device/owner.ts'
import { PostureBadge } from '../device/posture-badge.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { deviceName, sanitizeForDisplay } from '../lib/text.ts'
import type { Column } from '../list/column.ts'
import { selectColumn } from '../list/select-column.tsx'
import { createTableSettings } from '../list/table-settings.ts'
import { inComfortable, TimeLines } from '../list/time-lines.tsx'
import { DeviceLink } from './device-link.tsx'
import { deviceSelection } from './device-selection.ts'

/** The layout of each field's column, in the order of the list. */
const layouts: Record<DeviceField, Omit<Column<Device>, 'id' | 'label'>> = {
  name: {
    width: '[--width:52] sm:@max-[56rem]:[--width:40]',
    pinned: 'start',
    isRowHeader: true,
    card: 'head',
    cell: (device) => <DeviceLink device={device} />,
  },
  status: {
    width: '[--width:32]',
    card: 'head',
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  posture: {
    width: '[--width:34]',
    hiddenBelow: '76rem',
    card: 'hidden',
    cell: ({ posture }) => <PostureBadge posture={posture} />,
  },
  owner: {
    width: '[--width:44] sm:@max-[56rem]:[--width:40]',
    card: 'detail',
    cell: (device) => <OwnerCell device={device} />,
  },
  lastConnection: {
    width: '[--width:48] sm:@max-[56rem]:[--width:36]',
    card: 'detail',
    cell: ({ lastConnection }) => <TimeLines iso={lastConnection} absent="Never connected" />,
  },
  appVersion: {
    width: '[--width:32]',
    hiddenBelow: '56rem',
    card: 'hidden',
    cell: ({ appVersion }) => <Plain text={appVersion} />,
  },
  createdAt: {
    width: '[--width:30]',
    hiddenBelow: '76rem',
    card: 'hidden',
    cell: ({ createdAt }) => <TimeLines iso={createdAt} absent="Unknown" isDay />,
  },
  updatedAt: {
    width: '[--width:48]',
    card: 'hidden',
    cell: ({ updatedAt }) => <TimeLines iso={updatedAt} absent="Unknown" />,
  },
  active: {
    width: '[--width:24]',
    card: 'hidden',
    cell: ({ active }) => <bdi>{activeWord(active)}</bdi>,
  },
  hardwareId: {
    width: '[--width:48]',
    card: 'hidden',
    cell: ({ hardwareId }) => <Plain text={hardwareId} isMono />,
  },
  id: {
    width: '[--width:80]',
    card: 'hidden',
    cell: ({ id }) => <Plain text={id} isMono />,
  },
}

/** The column of each field. */
export const fieldColumns = Object.fromEntries(
  Object.entries(layouts).map(([id, layout]) => [
    id,
    { id, label: fieldLabels[id as DeviceField], ...layout },
  ]),
) as Record<DeviceField, Column<Device>>

/** Buttons that act on the row's device. */
export const actionsColumn: Column<Device> = {
  id: 'actions',
  label: 'Actions',
  width: '[--width:24]',
  card: 'hidden',
  pinned: 'end',
  isBare: true,
  cell: (device) => <DeviceActions devices={[device]} isRow />,
}

/** Columns of the list of devices, in their order. */
export const deviceColumns: readonly Column<Device>[] = [
  selectColumn({ selection: deviceSelection, nameOf: deviceName }),
  ...Object.values(fieldColumns),
  actionsColumn,
]

/** Which of them are shown. */
export const deviceSettings = createTableSettings('hidden-columns', deviceColumns, {
  fixed: ['select', 'name', 'actions'],
  hiddenAtFirst: ['updatedAt', 'active', 'hardwareId', 'id'],
})

/** Says whether a device is enabled; absent is not "no", and another value is shown as it came. */
export function activeWord(active: Device['active'] = 'Unknown'): string {
  return typeof active === 'string' ? sanitizeForDisplay(active, 80) : active ? 'Yes' : 'No'
}

function OwnerCell({ device: { owner } }: { device: Device }) {
  if (!owner) return <span className="text-ink-quiet">No owner</span>
  const email = owner.email && sanitizeForDisplay(owner.email, 80)
  const hasEmail = email && email !== ownerName(owner)
  return (
    <>
      <OwnerLink owner={owner} className="block truncate text-left" />
      {hasEmail && (
        <bdi className={`block truncate text-xs text-ink-quiet max-sm:hidden ${inComfortable}`}>
          {email}
        </bdi>
      )}
    </>
  )
}

function Plain({ text, isMono = false }: { text: string | undefined; isMono?: boolean }) {
  if (text === undefined) return <span className="text-ink-quiet">Unknown</span>
  return (
    <bdi
      className={`block truncate ${isMono ? 'font-mono text-xs' : 'tabular-nums'}`}
      title={sanitizeForDisplay(text)}
    >
      {sanitizeForDisplay(text)}
    </bdi>
  )
}
