import type { ReactNode } from 'react'
import type { Device, DeviceField } from '../api/device.ts'
import { RowActions } from '../actions/row-actions.tsx'
import { fieldNames, fields, type Field } from '../device/fields.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { ownerName } from '../device/owner.ts'
import { PostureBadge } from '../device/posture-badge.tsx'
import { StatusBadge } from '../device/status-badge.tsx'
import { sanitizeForDisplay } from '../lib/text.ts'
import { marked, type Pieces } from '../list/marked.tsx'
import { selectColumn } from '../list/select-column.tsx'
import { columnsOf } from '../list/table-features.ts'
import { createTableSettings } from '../list/table-settings.ts'
import { inComfortable, TimeLines } from '../list/time-lines.tsx'
import { DeviceLink } from './device-link.tsx'

const column = columnsOf<Device>()

/** A field in a row. What its kind doesn't decide comes first, and any field that isn't a text must. */
function fieldCell(
  field: Exclude<DeviceField, 'name'>,
  device: Device,
  found: Pieces | undefined,
): ReactNode {
  switch (field) {
    case 'status':
      return <StatusBadge status={device.status} />
    case 'posture':
      return <PostureBadge posture={device.posture} hasReason />
    case 'owner':
      return <OwnerCell device={device} />
    case 'active':
      return <bdi>{activeWord(device.active)}</bdi>
    default: {
      const text = device[field]
      const { kind, absent } = fields[field]
      return kind === 'time' ? (
        <TimeLines iso={text} absent={absent} isDay={field === 'createdAt'} />
      ) : (
        <Plain text={text} {...fields[field]} found={found} />
      )
    }
  }
}

const nameColumn = column.accessor('name', {
  id: 'name',
  header: fields.name.label,
  enableHiding: false,
  meta: { ...fields.name, pinned: 'start', isRowHeader: true },
  cell: ({ row: { original }, table: { options } }) => (
    <DeviceLink
      device={original}
      note={options.meta?.noteOn?.(original)}
      marks={options.meta?.marksOn?.(original)}
      isGone={options.meta?.isRemoved?.(original)}
    />
  ),
})

function fieldColumn(field: Exclude<DeviceField, 'name'>) {
  return column.accessor((device: Device) => device[field], {
    id: field,
    header: fields[field].label,
    meta: { card: 'card-hidden', ...fields[field] },
    cell: ({ row: { original }, table: { options } }) =>
      fieldCell(field, original, options.meta?.marksOn?.(original)?.[field]),
  })
}

/** Columns of a list of devices: a box to select each, its fields, and the buttons that act on it. */
export const deviceColumns = column.columns([
  selectColumn<Device>(),
  nameColumn,
  ...fieldNames.flatMap((field) => (field === 'name' ? [] : [fieldColumn(field)])),
  column.display({
    id: 'actions',
    header: 'Actions',
    enableHiding: false,
    meta: {
      width: '[--width:calc(6+9*var(--actions))] narrow:[--width:calc(4+9*var(--actions))]',
      card: 'card-hidden',
      pinned: 'end',
      isBare: true,
    },
    cell: ({ row: { original }, table: { options } }) =>
      !options.meta?.isRemoved?.(original) && <RowActions device={original} />,
  }),
])

/** Which of them are shown. */
export const deviceSettings = createTableSettings(
  'hidden-columns',
  deviceColumns,
  fieldNames.filter((field) => 'isHiddenAtFirst' in fields[field]),
  ['updatedAt', 'active', 'hardwareId', 'id'],
)

/** Says whether a device is enabled; absent is not "no", and another value is shown as it came. */
export function activeWord(active: Device['active'] = 'Unknown'): string {
  return typeof active === 'string' ? sanitizeForDisplay(active, 80) : active ? 'Yes' : 'No'
}

function OwnerCell({ device: { owner } }: { device: Device }) {
  if (!owner) return <span className="text-ink-quiet">{fields.owner.absent}</span>
  const email = owner.email && sanitizeForDisplay(owner.email, 80)
  const hasEmail = email && email !== ownerName(owner)
  return (
    <>
      <OwnerLink owner={owner} className="owner-name block truncate text-left" />
      {hasEmail && (
        <bdi
          className={`block truncate text-xs text-ink-quiet max-sm:hidden narrow:hidden ${inComfortable}`}
        >
          {email}
        </bdi>
      )}
    </>
  )
}

interface PlainProps extends Pick<Field, 'absent' | 'isIdentifier'> {
  text: string | undefined
  found: Pieces | undefined
}

function Plain({ text, found, absent, isIdentifier }: PlainProps) {
  if (text === undefined) return <span className="text-ink-quiet">{absent}</span>
  return (
    <bdi
      className={`block truncate ${isIdentifier ? 'font-mono text-xs' : 'tabular-nums'}`}
      title={sanitizeForDisplay(text)}
    >
      {marked(found ?? sanitizeForDisplay(text))}
    </bdi>
  )
}
