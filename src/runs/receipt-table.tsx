import { createColumnHelper } from '@tanstack/react-table'
import { isGone, type Outcome } from '../actions/outcome.ts'
import { outcomeReason } from '../actions/outcome-words.ts'
import type { DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { ownerText } from '../device/owner.ts'
import { StatusBadge } from '../device/status-badge.tsx'
import { paths } from '../lib/paths.ts'
import { deviceName, legible } from '../lib/text.ts'
import { features } from '../list/features.ts'
import { Table } from '../list/table.tsx'
import { useReleasedTable } from '../list/use-released-table.ts'
import { Link } from '../ui/link.tsx'
import { OutcomeBadge } from './outcome-badge.tsx'

/** A device of a run, as it was confirmed, with what became of it so far. */
export interface ReceiptRow {
  device: Device
  outcome: Outcome | undefined
  action: DeviceAction
  isUnderWay: boolean
}

const column = createColumnHelper<typeof features, ReceiptRow>()

const columns = column.columns([
  column.display({
    id: 'name',
    enableSorting: false,
    meta: { label: 'Name', width: 'w-64', isRowHeader: true, isCardHead: true },
    cell: ({ row: { original } }) => <NameCell row={original} />,
  }),
  column.display({
    id: 'outcome',
    enableSorting: false,
    meta: { label: 'Outcome', width: 'w-36' },
    cell: ({ row: { original } }) => (
      <OutcomeBadge
        kind={original.outcome?.kind}
        action={original.action}
        isUnderWay={original.isUnderWay}
      />
    ),
  }),
  column.display({
    id: 'why',
    enableSorting: false,
    meta: { label: 'Why', width: 'w-80' },
    cell: ({ row: { original } }) => {
      const why = original.outcome ? outcomeReason(original.outcome) : ''
      return (
        <span
          data-empty={why === '' || undefined}
          className="block py-1.5 wrap-anywhere max-sm:text-right"
        >
          {why}
        </span>
      )
    },
  }),
  column.display({
    id: 'owner',
    enableSorting: false,
    meta: { label: 'Owner', width: 'w-64' },
    cell: ({ row: { original } }) => (
      <span className="block min-w-0 truncate" title={ownerText(original.device.owner)}>
        <OwnerLink owner={original.device.owner} isQuiet />
      </span>
    ),
  }),
  column.display({
    id: 'status',
    enableSorting: false,
    meta: { label: 'Status before', width: 'w-36' },
    cell: ({ row: { original } }) => <StatusBadge status={original.device.status} />,
  }),
])

/** The devices of a run one by one, each with its outcome and why. */
export function ReceiptTable({ rows }: { rows: readonly ReceiptRow[] }) {
  const table = useReleasedTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.device.id,
    manualSorting: true,
  })
  return (
    // On a card, a line with nothing across from its name would only raise the question.
    <div className="max-sm:[&_td:has(>[data-empty])]:hidden">
      <Table table={table} name="Devices of this run" density="comfortable" />
    </div>
  )
}

function NameCell({ row: { device, outcome, action } }: { row: ReceiptRow }) {
  const name = <bdi>{deviceName(device)}</bdi>
  return (
    <span className="block min-w-0">
      {isGone(action, outcome) ? (
        <span className="block truncate font-medium">{name}</span>
      ) : (
        <Link
          to={paths.device(device.id)}
          className="block truncate font-medium decoration-accent underline-offset-2 hover:text-accent hover:underline max-sm:py-1 max-sm:text-base"
        >
          {name}
        </Link>
      )}
      {device.hardwareId && (
        <bdi className="block truncate font-mono text-xs text-ink-quiet">
          {legible(device.hardwareId, 60)}
        </bdi>
      )}
    </span>
  )
}
