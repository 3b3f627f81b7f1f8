import { ListedAs } from '../actions/listed-as.tsx'
import { isGone, type Outcome } from '../actions/run/outcome.ts'
import { OutcomeBadge } from '../actions/run/run-progress.tsx'
import { outcomeReason } from '../actions/run/run-words.ts'
import type { RunRecord } from '../actions/run/run-record.ts'
import type { Device } from '../api/device.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { ownerText } from '../device/owner.ts'
import { StatusBadge } from '../device/status-badge.tsx'
import { paths } from '../lib/paths.ts'
import { timeZone } from '../lib/preferences.ts'
import { deviceName, sanitizeForDisplay } from '../lib/text.ts'
import { clockTime, exactTime } from '../lib/time.ts'
import { useStore } from '../lib/use-store.ts'
import { columnsOf } from '../list/table-features.ts'
import { Table } from '../list/table.tsx'
import { useListTable } from '../list/use-list-table.ts'
import { Link } from '../ui/link.tsx'

export interface ReceiptRow {
  id: string
  device: Device
  outcome: Outcome | undefined
  run: RunRecord
}

const column = columnsOf<ReceiptRow>()

const columns = column.columns([
  column.accessor(({ device }) => deviceName(device), {
    id: 'name',
    header: 'Name',
    // On a card beside outcome and time, which stand below each other.
    meta: { width: '[--width:64] max-sm:col-span-2!', isRowHeader: true },
    cell: ({ row }) => <NameCell row={row.original} />,
  }),
  column.accessor(({ outcome }) => outcome?.kind, {
    id: 'outcome',
    header: 'Outcome',
    meta: { width: '[--width:36]', card: 'card-end' },
    cell: ({ getValue, row: { original } }) => (
      <OutcomeBadge kind={getValue() ?? 'open'} run={original.run} />
    ),
  }),
  column.accessor(({ outcome }) => outcome?.at, {
    id: 'time',
    header: 'Time',
    meta: { width: '[--width:24]', card: 'card-end' },
    cell: ({ getValue }) => <OutcomeTime at={getValue()} />,
  }),
  column.accessor(whyOf, {
    id: 'why',
    header: 'Why',
    meta: { width: '[--width:72]' },
    cell: ({ getValue }) => (
      <span
        data-empty={getValue() === '' || undefined}
        className="block py-1.5 wrap-anywhere max-sm:text-right"
      >
        {getValue()}
      </span>
    ),
  }),
  column.accessor(({ device }) => device.owner, {
    id: 'owner',
    header: 'Owner',
    meta: { width: '[--width:56]' },
    cell: ({ getValue }) => (
      <span className="block min-w-0 truncate" title={ownerText(getValue())}>
        <OwnerLink owner={getValue()} />
      </span>
    ),
  }),
  column.accessor(({ device }) => device.status, {
    id: 'status',
    header: 'Status before',
    meta: { width: '[--width:36]' },
    cell: ({ getValue }) => <StatusBadge status={getValue()} />,
  }),
])

function whyOf({ outcome, run }: ReceiptRow): string {
  return outcome ? outcomeReason(outcome, run.action) : ''
}

/** The devices of a run, each with its outcome, and the reasons if there are any. */
export function ReceiptTable({ rows }: { rows: readonly ReceiptRow[] }) {
  const hasReasons = rows.some((row) => whyOf(row) !== '')
  const table = useListTable({ rows, columns, columnVisibility: { why: hasReasons } })
  return (
    // On a card, an empty cell is hidden together with its label.
    <div className="max-sm:[&_td:has(>[data-empty])]:hidden">
      <Table table={table} name="Devices of this run" density="comfortable" />
    </div>
  )
}

function OutcomeTime({ at }: { at: number | undefined }) {
  const zone = useStore(timeZone)
  if (at === undefined) return <span data-empty />
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={exactTime(at, zone)}
      className="tabular-nums"
    >
      {clockTime(at, zone)}
    </time>
  )
}

function NameCell({ row: { device, outcome, run } }: { row: ReceiptRow }) {
  const name = <bdi>{deviceName(device)}</bdi>
  return (
    <span className="block min-w-0">
      {isGone(run.action, outcome) ? (
        <span className="block truncate font-medium">{name}</span>
      ) : (
        <Link
          to={paths.device(device.id)}
          className="block truncate font-medium outline-offset-0! decoration-accent underline-offset-2 hover:text-accent hover:underline max-sm:py-1 max-sm:text-base"
        >
          {name}
        </Link>
      )}
      {device.hardwareId && (
        <bdi className="block truncate font-mono text-xs text-ink-quiet">
          {sanitizeForDisplay(device.hardwareId, 60)}
        </bdi>
      )}
      <ListedAs line={run.listedAs?.get(device.id)} device={device} />
    </span>
  )
}
