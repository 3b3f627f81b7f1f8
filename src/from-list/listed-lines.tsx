import { CircleCheck } from 'lucide-react'
import { useMemo } from 'react'
import type { Device } from '../api/device.ts'
import { ProposedDevices } from '../devices/proposed-devices.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import type { ListedDevice, ListedLine } from '../fleet/from-list/list-questions.ts'
import type { LineKind } from '../fleet/from-list/match-lines.ts'
import { saveAnswer } from '../fleet/files/save-devices.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { columnsOf } from '../list/table-features.ts'
import { useSession } from '../session/use-session.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import type { ListResultProps } from './list-result.tsx'
import { soFarWords } from './list-views.ts'

/** For each kind: in place of its lines when there are none, the name of its devices, and a word on them. */
const words: Record<LineKind, [empty: string, devices: string, lead?: string]> = {
  matched: ['No line names a device', 'Devices named by the list'],
  ambiguous: [
    'No line is ambiguous',
    'Devices of ambiguous lines',
    'These lines may mean more than one device. Select those that are meant.',
  ],
  'not-found': [
    'Every line was found',
    'Devices similar to lines not found',
    'No device has this name, hardware ID, e-mail address or ID. Similar ones are offered, but never selected for you.',
  ],
  repeated: ['No line is repeated', ''],
}

/** The lines of one kind with their devices, and the actions on all devices selected. */
export function ListedLines(props: ListResultProps & { view: LineKind }) {
  const { list, answer, view, place, coverage, isStale } = props
  const { lines, parts, notFoundText } = answer
  const session = useSession()
  // Devices of matched lines start as selected; those that a person has to settle never do.
  const matched = useProposal(`from-list ${list.id}`, true)
  const settled = useProposal(`from-list settled ${list.id}`, false)
  const { devices, bare, more } = parts[view]
  const open = [...parts.ambiguous.devices, ...parts['not-found'].devices]
  const named = devicesOf(parts.matched.devices).filter(matched.selection.has)
  const byHand = devicesOf(open).filter(settled.selection.has)
  const selected = [...new Set([...named, ...byHand])]
  const added = selected.length - named.length
  const isMatched = view === 'matched'
  const forget = () => {
    matched.forget()
    settled.forget()
  }
  const shown = useMemo(() => devicesOf(devices), [devices])
  const extra = useMemo(() => column.columns([listedAsColumn(devices)]), [devices])
  const soFar = soFarWords(coverage)
  const [empty, name, lead] = words[view]
  return (
    <>
      <ProposedDevices
        name={name}
        devices={shown}
        proposal={{ ...(isMatched ? matched : settled), forget }}
        coverage={coverage}
        isStale={isStale}
        selected={selected}
        total={parts.matched.devices.length + added}
        also={added > 0 ? `${formatCount(added)} settled by hand` : undefined}
        extra={extra}
        {...(!isMatched && { noteOn: idsOf, all: none })}
        place={place}
        contextOf={() => ({
          label: `From a list of ${counted(lines, 'line')}`,
          listedAs: new Map([...open, ...parts.matched.devices].map(listedAs)),
        })}
        tools={
          <>
            {parts['not-found'].count > 0 && (
              <CopyButton
                showLabel="wide"
                isOfPage
                what={`what wasn’t found${soFar}`}
                text={notFoundText}
              />
            )}
            <SaveButton
              save={() =>
                saveAnswer(session, ['list'], 'line', (fleet) => fleet.ask('listFile', [list]))
              }
            >
              Export
            </SaveButton>
          </>
        }
      >
        {devices.length + bare.length === 0 ? (
          <Empty
            icon={<CircleCheck aria-hidden className="size-8 text-ink-quiet" />}
            title={`${empty}${isMatched || view === 'not-found' ? soFar : ''}`}
          />
        ) : (
          lead && <p className="text-sm text-ink-muted">{lead}</p>
        )}
      </ProposedDevices>
      {bare.length > 0 && <BareLines lines={bare} />}
      {more > 0 && (
        <p className="text-sm text-ink-muted">
          {isMatched
            ? `${counted(more, 'more device')} can’t be acted on at once. Match the list again for those.`
            : `${counted(more, 'more line')}. Export has them all.`}
        </p>
      )}
    </>
  )
}

const devicesOf = (listed: readonly ListedDevice[]) => listed.map(({ device }) => device)
const listedAs = ({ device, text }: ListedDevice) => [device.id, text] as const

/** A person settles each device, so nothing selects several at once. */
const none = { label: 'Deselect all', rows: [] }

/** Namesakes differ in these. */
const idsOf = ({ hardwareId, id }: Device) =>
  sanitizeForDisplay([hardwareId, id].filter(Boolean).join(' · '), 80)

const column = columnsOf<Device>()

function listedAsColumn(devices: readonly ListedDevice[]) {
  const byId = new Map(devices.map((each) => [each.device.id, each]))
  return column.accessor(({ id }) => byId.get(id), {
    id: 'listed-as',
    header: 'Listed as',
    meta: { width: '[--width:56] narrow:[--width:44]' },
    cell({ getValue }) {
      const listed = getValue()
      if (!listed) return null
      return (
        <span className="block min-w-0 max-sm:text-right sm:py-1">
          <bdi className="block truncate" title={listed.text}>
            {listed.text}
          </bdi>
          <span className="block text-xs wrap-anywhere text-ink-quiet">
            Line {formatCount(listed.line)}
            {listed.note && <bdi> · {listed.note}</bdi>}
          </span>
        </span>
      )
    },
  })
}

function BareLines({ lines }: { lines: readonly ListedLine[] }) {
  return (
    <ul aria-label="Lines without a device" className="card divide-y divide-line text-sm">
      {lines.map(({ line, text, note }) => (
        <li key={line} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
          <span className="text-ink-quiet tabular-nums">Line {formatCount(line)}</span>
          <bdi className="font-medium wrap-anywhere">{text || '(empty)'}</bdi>
          <span className="text-ink-muted">{note}</span>
        </li>
      ))}
    </ul>
  )
}
