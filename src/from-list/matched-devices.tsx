import { Search } from 'lucide-react'
import { useMemo } from 'react'
import type { Device } from '../api/device.ts'
import { ProposalTable } from '../devices/proposal-table.tsx'
import type { NamedDevice } from '../fleet/from-list/answer-list.ts'
import { formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { columnsOf } from '../list/table-features.ts'
import type { Selection } from '../list/selection.ts'
import { Empty } from '../ui/empty.tsx'

/** Nobody reviews more rows than this one by one. */
const maxRows = 500

interface MatchedDevicesProps {
  named: readonly NamedDevice[]
  selection: Selection<Device>
  isStale: boolean
  isComplete: boolean
}

/** The devices that the list names, each with the line that names it. */
export function MatchedDevices({ named, selection, isStale, isComplete }: MatchedDevicesProps) {
  const devices = useMemo(() => named.map(({ device }) => device), [named])
  const extra = useMemo(() => column.columns([listedAsColumn(named)]), [named])
  const all = useMemo(
    () => ({ label: `Select all ${formatCount(devices.length)}`, rows: devices }),
    [devices],
  )
  if (devices.length === 0) {
    return (
      <Empty
        icon={<Search aria-hidden className="size-8 text-ink-quiet" />}
        title={isComplete ? 'No line names a device' : 'No line names a device so far'}
      />
    )
  }
  return (
    <ProposalTable
      name="Devices named by the list"
      devices={devices}
      selection={selection}
      all={all}
      extra={extra}
      showsOwner
      isStale={isStale}
      maxRows={maxRows}
    />
  )
}

const byNames: Record<NamedDevice['by'], string> = {
  id: 'ID',
  hardwareId: 'Hardware ID',
  email: 'E-mail',
  ownerId: 'User ID',
  name: 'Name',
}

const column = columnsOf<Device>()

function listedAsColumn(named: readonly NamedDevice[]) {
  const byId = new Map(named.map((each) => [each.device.id, each]))
  return column.accessor(({ id }) => byId.get(id), {
    id: 'listed-as',
    header: 'Listed as',
    meta: { width: '[--width:52]' },
    cell: ({ getValue }) => {
      const found = getValue()
      if (!found) return null
      const { given, by, person } = found
      return (
        <span className="block min-w-0 max-sm:text-right">
          <bdi className="block truncate" title={sanitizeForDisplay(given.text)}>
            {given.text}
          </bdi>
          <span className="block truncate text-xs text-ink-quiet">
            Line {formatCount(given.line)} · {byNames[by]}
            {person !== undefined && <bdi> of {person}</bdi>}
          </span>
        </span>
      )
    },
  })
}
