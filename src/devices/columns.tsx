import { createColumnHelper } from '@tanstack/react-table'
import type { Device } from '../api/device.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { ownerName } from '../device/owner.ts'
import { StatusBadge } from '../device/status-badge.tsx'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { legible } from '../lib/text.ts'
import type { features } from '../list/features.ts'
import { instead, TimeLines } from '../list/time-lines.tsx'
import { DeviceLink } from './device-link.tsx'
import { RowActions } from './row-actions.tsx'
import { SelectBox, SelectPageBox } from '../list/select-box.tsx'

// Its column is hidden until chosen, so the first rows do not wait for it.
const PostureBadge = lazyComponent(
  async () => (await import('../device/posture-badge.tsx')).PostureBadge,
  'afterwards',
)

const column = createColumnHelper<typeof features, Device>()

/**
 * Columns of the device table, in their order. A column's id is the API's field:
 * what is sortable is sorted by the server under that name.
 */
export const deviceColumns = column.columns([
  column.display({
    id: 'select',
    meta: { label: 'Selection', width: 'w-12', isCardHead: true, isBare: true, hasOwnHeader: true },
    header: ({ table }) => (
      <SelectPageBox rows={table.getRowModel().rows.map((row) => row.original)} />
    ),
    cell: ({ row, table }) => (
      <SelectBox
        device={row.original}
        rows={() => table.getRowModel().rows.map((other) => other.original)}
      />
    ),
  }),
  column.accessor('name', {
    meta: { label: 'Name', width: 'w-56', pinned: 'start', isRowHeader: true, isCardHead: true },
    cell: ({ row }) => <DeviceLink device={row.original} />,
  }),
  column.accessor('status', {
    meta: { label: 'Status', width: 'w-32', isCardHead: true },
    cell: ({ row }) => <StatusBadge status={row.original.status} />,
  }),
  column.display({
    id: 'owner',
    meta: { label: 'Owner', width: 'w-52' },
    cell: ({ row }) => <OwnerCell device={row.original} />,
  }),
  column.accessor('lastConnection', {
    meta: { label: 'Last connection', width: 'w-48' },
    cell: ({ row }) => <TimeLines iso={row.original.lastConnection} absent="Never connected" />,
  }),
  column.accessor('appVersion', {
    meta: { label: 'App version', width: 'w-32' },
    cell: ({ row }) => <Plain text={row.original.appVersion} />,
  }),
  column.accessor('createdAt', {
    meta: { label: 'Registered', width: 'w-48' },
    cell: ({ row }) => <TimeLines iso={row.original.createdAt} absent="Not known" />,
  }),
  column.accessor('updatedAt', {
    meta: { label: 'Updated', width: 'w-48' },
    cell: ({ row }) => <TimeLines iso={row.original.updatedAt} absent="Not known" />,
  }),
  column.accessor('active', {
    meta: { label: 'Active', width: 'w-24' },
    cell: ({ row }) => activeWord(row.original.active),
  }),
  column.accessor('hardwareId', {
    meta: { label: 'Hardware ID', width: 'w-48' },
    cell: ({ row }) => <Plain text={row.original.hardwareId} mono />,
  }),
  column.accessor('id', {
    meta: { label: 'ID', width: 'w-80' },
    cell: ({ row }) => <Plain text={row.original.id} mono />,
  }),
  column.display({
    id: 'posture',
    meta: { label: 'Posture', width: 'w-36' },
    cell: ({ row }) => <PostureBadge posture={row.original.posture} />,
  }),
  column.display({
    id: 'actions',
    meta: { label: 'Actions', width: 'w-24', pinned: 'end', isBare: true },
    cell: ({ row }) => <RowActions device={row.original} />,
  }),
])

/** Columns that a row is nothing without. */
export const fixedColumns: readonly string[] = ['select', 'name', 'actions']

/** Columns that are there but not shown until chosen. */
export const hiddenAtFirst: readonly string[] = [
  'updatedAt',
  'active',
  'hardwareId',
  'id',
  'posture',
]

/** `active` in words; absent is not "no". */
export function activeWord(active: boolean | undefined): string {
  if (active === undefined) return 'Not known'
  return active ? 'Yes' : 'No'
}

function OwnerCell({ device }: { device: Device }) {
  const { owner } = device
  if (!owner) return <span className="text-ink-quiet">No owner</span>
  const email = owner.email && legible(owner.email, 80)
  const hasEmail = email && email !== ownerName(owner)
  return (
    <span className="block min-w-0 max-sm:text-right">
      <span className={`block truncate ${hasEmail ? instead.of : ''}`}>
        <OwnerLink owner={owner} isQuiet />
      </span>
      {hasEmail && (
        <bdi className={`block truncate text-xs text-ink-quiet ${instead.by}`}>{email}</bdi>
      )}
    </span>
  )
}

function Plain({ text, mono = false }: { text: string | undefined; mono?: boolean }) {
  if (text === undefined) return <span className="text-ink-quiet">Not known</span>
  return (
    <bdi
      className={`block truncate ${mono ? 'font-mono text-xs' : 'tabular-nums'}`}
      title={legible(text)}
    >
      {legible(text)}
    </bdi>
  )
}
