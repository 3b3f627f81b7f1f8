import { CircleCheck } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { Device } from '../api/device.ts'
import { ProposalTable } from '../devices/proposal-table.tsx'
import type { OpenLine } from '../fleet/from-list/answer-list.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import type { Selection } from '../list/selection.ts'
import { Empty } from '../ui/empty.tsx'

interface OpenLinesProps {
  kind: 'ambiguous' | 'not-found'
  lines: readonly OpenLine[]
  /** Number of lines of this kind, of which the first are listed. */
  total: number
  selection: Selection<Device>
  isStale: boolean
  isComplete: boolean
}

/** Lines that a person has to settle, each with the devices that it may mean; none starts as selected. */
export function OpenLines({ kind, lines, total, selection, isStale, isComplete }: OpenLinesProps) {
  const { devices, groups } = useMemo(() => grouped(lines), [lines])
  const noteOn = useCallback(
    ({ hardwareId, id }: Device) =>
      sanitizeForDisplay([hardwareId, id].filter(Boolean).join(' · '), 80),
    [],
  )
  const without = lines.filter(({ devices: some }) => some.length === 0)
  if (lines.length === 0) {
    return (
      <Empty
        icon={<CircleCheck aria-hidden className="size-8 text-good" />}
        title={
          kind === 'ambiguous'
            ? 'No line is ambiguous'
            : isComplete
              ? 'Every line was found'
              : 'Every line was found so far'
        }
      />
    )
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="text-sm text-ink-muted">
        {kind === 'ambiguous'
          ? 'These lines may mean more than one device. Select those that are meant.'
          : `${isComplete ? 'No device has' : 'No device so far has'} this name, hardware ID, e-mail address or ID. Similar ones are offered, but never selected for you.`}
      </p>
      {devices.length > 0 && (
        <ProposalTable
          name={
            kind === 'ambiguous'
              ? 'Devices of ambiguous lines'
              : 'Devices similar to lines not found'
          }
          devices={devices}
          groups={groups}
          selection={selection}
          noteOn={noteOn}
          all={none}
          showsOwner
          isStale={isStale}
        />
      )}
      {without.length > 0 && (
        <ul
          aria-label="Lines without a similar device"
          className="card divide-y divide-line text-sm"
        >
          {without.map((line) => (
            <li key={line.line} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
              <GivenText line={line} />
            </li>
          ))}
        </ul>
      )}
      {total > lines.length && (
        <p className="text-sm text-ink-muted">
          {counted(total - lines.length, 'more line')} of this kind. Export has them all.
        </p>
      )}
    </div>
  )
}

/** A person settles each line, so nothing selects several at once. */
const none = { label: 'Deselect all', rows: [] }

/** Each device once, below the first line that may mean it. */
function grouped(lines: readonly OpenLine[]) {
  const shown = new Set<string>()
  const devices: Device[] = []
  const groups = lines.flatMap((line) => {
    if (line.devices.length === 0) return []
    const own = line.devices.filter(({ id }) => !shown.has(id))
    for (const device of own) {
      shown.add(device.id)
      devices.push(device)
    }
    const heading = <GivenText line={line} above={line.devices.length - own.length} />
    return [{ id: String(line.line), heading, count: own.length }]
  })
  return { devices, groups }
}

const reasons: Record<OpenLine['why'], string> = {
  names: 'Several devices have this name',
  hardware: 'Several devices have this hardware ID',
  people: 'Several people have this e-mail address',
  ids: 'IDs that differ only in case',
  kinds: 'One device’s name or ID and another’s hardware ID, or a person’s',
  placeholder: 'A placeholder, which many machines report',
  empty: 'No text',
  unknown: '',
}

function GivenText({ line: { line, text, why }, above = 0 }: { line: OpenLine; above?: number }) {
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-sm">
      <span className="text-ink-quiet tabular-nums">Line {formatCount(line)}</span>
      <bdi className="font-medium wrap-anywhere">{text || '(empty)'}</bdi>
      <span className="text-ink-muted">
        {[reasons[why], above > 0 && `${formatCount(above)} above`].filter(Boolean).join(' · ')}
      </span>
    </span>
  )
}
