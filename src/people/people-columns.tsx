import { linkToDevices } from '../devices/device-list.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { ownerName } from '../device/owner.ts'
import { PostureBadge } from '../device/posture-badge.tsx'
import type { Person } from '../fleet/snapshot/people.ts'
import { termOf } from '../query/query.ts'
import { formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { selectColumn } from '../list/select-column.tsx'
import { createSelection } from '../list/selection.ts'
import { columnsOf } from '../list/table-features.ts'
import { createTableSettings } from '../list/table-settings.ts'
import { TimeLines } from '../list/time-lines.tsx'
import { sessionPart } from '../session/open-session.ts'
import { useSession } from '../session/use-session.tsx'
import { Link } from '../ui/link.tsx'
import { SlotsMeter } from './device-slots.tsx'

/** People selected in the list. */
export const peopleSelection = sessionPart(() => createSelection<Person>())

const column = columnsOf<Person>()

/** The columns of the list of people. */
export const peopleColumns = column.columns([
  selectColumn<Person>(),
  column.accessor(({ owner }) => ownerName(owner), {
    id: 'name',
    header: 'Name',
    enableHiding: false,
    meta: {
      width: '[--width:64] narrow:[--width:48]',
      pinned: 'start',
      isRowHeader: true,
      card: 'card-head',
    },
    cell: ({ row, table }) => (
      <NameCell person={row.original} note={table.options.meta?.noteOn?.(row.original)} />
    ),
  }),
  column.display({
    id: 'slots',
    header: 'Device slots',
    meta: { width: '[--width:40] narrow:[--width:32]', card: 'card-head' },
    cell: ({ row }) => <SlotsMeter used={row.original.devices} />,
  }),
  column.accessor('devices', {
    id: 'devices',
    header: 'Devices',
    meta: { width: '[--width:56] narrow:[--width:44]', card: 'card-detail' },
    cell: ({ row }) => <DevicesCell person={row.original} />,
  }),
  column.accessor('lastConnection', {
    id: 'lastConnection',
    header: 'Last connection',
    meta: { width: '[--width:51] narrow:[--width:36]', card: 'card-end' },
    cell: ({ getValue }) => <TimeLines iso={getValue()} absent="Never connected" />,
  }),
  column.accessor('oldestVersion', {
    id: 'oldestVersion',
    header: 'Oldest app version',
    meta: { width: '[--width:40]', needsRoom: true, card: 'card-hidden' },
    cell: ({ getValue }) => <VersionCell version={getValue()} />,
  }),
  column.accessor('posture', {
    id: 'posture',
    header: 'Worst posture',
    meta: { width: '[--width:40]', needsRoom: true, card: 'card-hidden' },
    cell: ({ getValue }) => <PostureBadge posture={{ compliant: compliance[getValue()] }} />,
  }),
])

const compliance = { compliant: true, noncompliant: false, unknown: undefined }

/** Which of them are shown. */
export const peopleSettings = createTableSettings('people-hidden-columns', peopleColumns, [])

function VersionCell({ version }: { version: string | undefined }) {
  if (version === undefined) return <span className="text-ink-quiet">Unknown</span>
  return <bdi className="block truncate tabular-nums">{sanitizeForDisplay(version, 40)}</bdi>
}

function NameCell({ person, note }: { person: Person; note: string | undefined }) {
  const { id, owner, sharesEmail } = person
  const session = useSession()
  const name = ownerName(owner)
  const email = owner.email && sanitizeForDisplay(owner.email, 80)
  return (
    <span className="block min-w-0">
      {owner.id === undefined ? (
        // Without an ID there is no page of the person, but the list of their devices.
        <Link
          {...linkToDevices(session, termOf('owner', id).source)}
          dir="auto"
          className={nameClass}
        >
          {name}
        </Link>
      ) : (
        <OwnerLink owner={owner} className={nameClass} />
      )}
      {note !== undefined && <span className="block text-xs">{note}</span>}
      {note === undefined && (sharesEmail || (email && email !== name)) && (
        <span className="block truncate text-xs text-ink-quiet max-sm:hidden">
          {email && email !== name && <bdi>{email}</bdi>}
          {email && email !== name && sharesEmail && ' · '}
          {sharesEmail && <span className="text-warn">Another person has this e-mail</span>}
        </span>
      )}
    </span>
  )
}

const nameClass =
  'block truncate text-left font-medium underline-offset-2 hover:underline max-sm:py-1 max-sm:text-base'

/** How many by status, since the slots beside them have the sum. */
function DevicesCell({ person: { statuses } }: { person: Person }) {
  const parts = statuses.map(
    // A number stays with its word where the line wraps.
    ({ status, count }) =>
      `${formatCount(count)}\u00A0${sanitizeForDisplay(status, 40).toLowerCase()}`,
  )
  return <span className="line-clamp-2 tabular-nums max-sm:text-xs">{parts.join(' · ')}</span>
}
