import { useCallback, useMemo } from 'react'
import { runs } from '../actions/receipts/run-list.ts'
import type { Device, DeviceField } from '../api/device.ts'
import type { SortField } from '../device/fields.ts'
import { forSetStatuses } from '../device/status-lists.ts'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import type { ChangesAnswer } from '../fleet/changes/change-questions.ts'
import { changeKinds, type Change, type ChangeKind } from '../fleet/changes/compare.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { columnsOf } from '../list/table-features.ts'
import { TimeLines } from '../list/time-lines.tsx'
import type { ListNavigation } from '../list/use-list-address.ts'
import { useSession } from '../session/use-session.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { receiptNote } from './change-words.ts'

interface ChangedDevicesProps {
  answer: ChangesAnswer
  isAgainstNow: boolean
  place: ListNavigation<SortField>
  isStale: boolean
  save: () => Promise<void>
}

/** The changes of one kind with the values before and after, and the actions on the devices selected. */
export function ChangedDevices(props: ChangedDevicesProps) {
  const { answer, isAgainstNow, place, isStale, save } = props
  const { kind, rows, counts, before } = answer
  const zone = useStore(timeZone)
  const receipts = useStore(runs(useSession()))
  const proposal = useProposal(`changes ${kind}`, false)
  const devices = useMemo(() => rows.map(({ device }) => device), [rows])
  const changes = useMemo(() => new Map(rows.map((change) => [change.device.id, change])), [rows])
  const extra = useMemo(() => valueColumns(kind, changes), [kind, changes])
  const noteOn = useCallback(
    ({ id }: Device) => {
      const change = changes.get(id)
      return change && receiptNote(change, receipts, before.takenAt, zone)
    },
    [changes, receipts, before.takenAt, zone],
  )
  const name = `Changes: ${changeKinds[kind].name.toLowerCase()}`
  return (
    <ProposedDevices
      name={name}
      devices={devices}
      // Nothing can be done to devices that are gone, or of a file alone.
      proposal={isAgainstNow && kind !== 'gone' ? proposal : undefined}
      note={
        counts[kind] > devices.length
          ? `Only the first ${formatCount(devices.length)} of ${formatCount(counts[kind])}. Export has them all.`
          : undefined
      }
      extra={extra}
      areGone={kind === 'gone'}
      without={layouts[kind]?.without}
      noteOn={noteOn}
      place={place}
      isStale={isStale}
      tools={<SaveButton save={save}>{`Export ${counted(counts[kind], 'change')}`}</SaveButton>}
    />
  )
}

const column = columnsOf<Device>()

/** The width of a value, and the device's own columns that would say it again or take the room of times. */
interface Layout {
  width?: string
  without: readonly DeviceField[]
}

const usualWidth = '[--width:48]'
const ofStatus: Layout = { width: '[--width:34]', without: ['status'] }
const layouts: Partial<Record<ChangeKind, Layout>> = {
  owner: { without: ['owner'] },
  ...forSetStatuses(() => ofStatus),
  enabled: ofStatus,
  version: { width: '[--width:34]', without: ['appVersion'] },
  posture: { without: ['posture'] },
  times: { width: '[--width:60]', without: ['lastConnection', 'createdAt'] },
}

/** Kinds whose later value is in the device's own column. */
const shownByDevice: ReadonlySet<ChangeKind> = new Set(['renamed', 'silent', 'back'])

/** The values before and after, where the device's own fields don't say them. */
function valueColumns(kind: ChangeKind, changes: ReadonlyMap<string, Change>) {
  const isTime = kind === 'silent' || kind === 'back'
  const valueColumn = (side: 'before' | 'after', header: string) =>
    column.accessor(({ id }) => changes.get(id)?.[side] ?? '', {
      id: side,
      header,
      meta: { width: layouts[kind]?.width ?? usualWidth },
      cell: ({ getValue }) =>
        isTime ? (
          <TimeLines iso={getValue() || undefined} absent="Unknown" />
        ) : (
          <Value text={getValue()} />
        ),
    })
  if (kind === 'new' || kind === 'gone') return []
  const after = shownByDevice.has(kind) ? [] : [valueColumn('after', 'After')]
  return column.columns([valueColumn('before', 'Before'), ...after])
}

function Value({ text }: { text: string }) {
  if (text === '') return <span className="text-ink-quiet">None</span>
  return (
    <span className="block py-1 wrap-anywhere max-sm:text-right">
      {text.split('; ').map((part) => (
        <bdi key={part} className="block">
          {sanitizeForDisplay(part)}
        </bdi>
      ))}
    </span>
  )
}
