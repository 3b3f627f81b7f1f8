import { OwnerLink } from '../device/owner-link.tsx'
import { ownerName } from '../device/owner.ts'
import { PostureBadge } from '../device/posture-badge.tsx'
import type { Person } from '../fleet/snapshot/people.ts'
import { termOf } from '../query/query.ts'
import { formatCount, sanitizeForDisplay } from '../lib/text.ts'
import type { Column } from '../list/column.ts'
import { selectColumn } from '../list/select-column.tsx'
import { createSelection } from '../list/selection.ts'
import { createTableSettings } from '../list/table-settings.ts'
import { TimeLines } from '../list/time-lines.tsx'
import { sessionPart } from '../session/session-part.ts'
import { useSession } from '../session/use-session.tsx'
import { Link } from '../ui/link.tsx'
import { linkToDevices } from './people-list.ts'
import { SlotsMeter } from './slots-meter.tsx'

/** People selected in the list. */
export const peopleSelection = sessionPart(() => createSelection<Person>())

/** Creates the columns of the list of people. */
export function peopleColumns(deviceLimit: number): readonly Column<Person>[] {
  return [
    selectColumn({ selection: peopleSelection, nameOf: ({ owner }) => ownerName(owner) }),
    {
      id: 'name',
      label: 'Name',
      width: '[--width:64] sm:@max-[56rem]:[--width:48]',
      pinned: 'start',
      isRowHeader: true,
      card: 'head',
      cell: (person) => <NameCell person={person} />,
    },
    {
      id: 'devices',
      label: 'Devices',
      width: '[--width:56] sm:@max-[56rem]:[--width:44]',
      card: 'detail',
      cell: (person) => <DevicesCell person={person} />,
    },
    {
      id: 'slots',
      label: 'Device slots',
      width: '[--width:40] sm:@max-[56rem]:[--width:32]',
      card: 'head',
      cell: ({ devices }) => <SlotsMeter used={devices} limit={deviceLimit} />,
    },
    {
      id: 'lastConnection',
      label: 'Last connection',
      width: '[--width:48] sm:@max-[56rem]:[--width:36]',
      card: 'detail',
      cell: ({ lastConnection }) => <TimeLines iso={lastConnection} absent="Never connected" />,
    },
    {
      id: 'oldestVersion',
      label: 'Oldest app version',
      width: '[--width:40]',
      hiddenBelow: '76rem',
      card: 'hidden',
      cell: ({ oldestVersion }) =>
        oldestVersion === undefined ? (
          <span className="text-ink-quiet">Unknown</span>
        ) : (
          <bdi className="block truncate tabular-nums">{sanitizeForDisplay(oldestVersion, 40)}</bdi>
        ),
    },
    {
      id: 'posture',
      label: 'Worst posture',
      width: '[--width:40]',
      hiddenBelow: '76rem',
      card: 'hidden',
      cell: ({ posture }) => <PostureBadge posture={{ compliant: compliance[posture] }} />,
    },
  ]
}

const compliance = { compliant: true, noncompliant: false, unknown: undefined }

/** Which of them are shown. */
export const peopleSettings = createTableSettings('people-hidden-columns', peopleColumns(0), {
  fixed: ['select', 'name'],
  hiddenAtFirst: [],
})

function NameCell({ person: { id, owner, sharesEmail } }: { person: Person }) {
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
      {(sharesEmail || (email && email !== name)) && (
        <span className="block truncate text-xs text-ink-quiet max-sm:hidden">
          {email && email !== name && <bdi>{email}</bdi>}
          {sharesEmail && <span className="text-warn"> · E-mail with two IDs</span>}
        </span>
      )}
    </span>
  )
}

const nameClass =
  'block truncate text-left font-medium underline-offset-2 hover:underline max-sm:py-1 max-sm:text-base'

function DevicesCell({ person: { devices, statuses } }: { person: Person }) {
  const parts = statuses.map(
    ({ status, count }) => `${formatCount(count)} ${sanitizeForDisplay(status, 40).toLowerCase()}`,
  )
  return (
    <span className="block truncate tabular-nums max-sm:text-right">
      <span className="font-medium">{formatCount(devices)}</span>
      <span className="block truncate text-xs text-ink-quiet">{parts.join(' · ')}</span>
    </span>
  )
}
