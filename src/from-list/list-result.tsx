import { Download, Pencil } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { DeviceActions } from '../actions/action-buttons.tsx'
import { reasonIfEmpty, targetsLabel } from '../actions/selected-devices.ts'
import type { Device } from '../api/device.ts'
import { ProposalBar } from '../devices/proposal-bar.tsx'
import { useProposal } from '../devices/use-proposal.ts'
import { reasonToWait, shortfall, type Coverage } from '../fleet/coverage.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import type { ListAnswer, ListRequest } from '../fleet/from-list/answer-list.ts'
import type { GivenList } from '../fleet/from-list/given-list.ts'
import { saveAnswer } from '../fleet/save-devices.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { LineTabs, parseShown } from './line-tabs.tsx'
import { MatchedDevices } from './matched-devices.tsx'
import { OpenLines } from './open-lines.tsx'
import { RepeatedLines } from './repeated-lines.tsx'

interface ListResultProps {
  list: GivenList
  answer: ListAnswer
  fleet: FleetState
  /** The devices that the list was matched with. */
  coverage: Coverage
  isStale: boolean
  onEdit: () => void
  onChange: (change: Partial<ListRequest>) => void
}

/** What a list names: the lines by what became of them, and the actions on the devices selected. */
export function ListResult(props: ListResultProps) {
  const { list, answer, fleet, coverage, isStale, onEdit, onChange } = props
  const session = useSession()
  const shown = parseShown(useLocation().search)
  const [isSaving, setIsSaving] = useState(false)
  // Devices of matched lines start as selected; those that a person has to settle never do.
  const matched = useProposal(`from-list ${list.id}`, true)
  const settled = useProposal(`from-list settled ${list.id}`, false)
  const { devices, listedAs } = useMemo(() => devicesOf(answer), [answer])
  const byHand = [...answer.ambiguous, ...answer.notFound].flatMap((line) =>
    line.devices.filter(settled.selection.has),
  )
  const named = devices.filter(matched.selection.has)
  const selected = [...new Map([...named, ...byHand].map((device) => [device.id, device])).values()]
  const added = selected.length - named.length
  const title = list.fileName ? sanitizeForDisplay(list.fileName, 60) : 'Pasted list'
  const label = `From a list of ${counted(answer.lines, 'line')}`
  const isComplete = coverage.kind === 'complete'

  async function save() {
    setIsSaving(true)
    const { id: _id, ...request } = list
    await saveAnswer(session, ['list'], 'line', (source) => source.ask('listFile', [request]))
    setIsSaving(false)
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 truncate font-medium">
          <bdi>{title}</bdi>
        </p>
        <Button variant="quiet" icon={<Pencil aria-hidden className="size-3.5" />} onClick={onEdit}>
          Change list
        </Button>
        {answer.columns.all.length > 1 && (
          <label className="flex items-center gap-2 text-sm text-ink-muted">
            Match by column
            <select
              value={answer.column}
              onChange={(event) => onChange({ column: Number(event.target.value) })}
              className="field max-w-60"
            >
              {answer.columns.all.map(({ name, position }) => (
                <option key={position} value={position}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {answer.people > 0 && (
          <div className="-my-1.5 w-64 max-sm:-mx-2">
            <Choice
              legend={`Devices of ${counted(answer.people, 'person', 'people')}`}
              value={list.ofPeople}
              options={[
                { value: 'all', label: 'All' },
                { value: 'last-used', label: 'Last used' },
              ]}
              onChange={(ofPeople) => onChange({ ofPeople })}
            />
          </div>
        )}
      </div>
      <div>
        <h2 className="text-lg font-semibold tabular-nums">
          {counted(answer.lines, 'line')}
          <span className="font-normal text-ink-muted"> = {sumText(answer, isComplete)}</span>
        </h2>
        {answer.columns.hasHeading && (
          <p className="text-sm text-ink-muted">The first line is a heading and isn’t counted.</p>
        )}
        {answer.total > answer.matched.length && (
          <p className="text-sm font-medium">
            Only {formatCount(answer.matched.length)} of {counted(answer.total, 'device')} can be
            acted on at once. Match the list again for the others.
          </p>
        )}
      </div>
      <LineTabs
        counts={answer.counts}
        notListed={answer.notListed}
        shown={shown}
        isComplete={isComplete}
      />
      <ProposalBar
        selected={selected.length}
        total={devices.length + added}
        also={added > 0 ? `${formatCount(added)} settled by hand` : undefined}
        note={shortfall(coverage)}
      >
        {answer.counts['not-found'] > 0 && (
          <CopyButton
            showLabel
            what={isComplete ? 'what wasn’t found' : 'what wasn’t found so far'}
            text={answer.notFoundText}
          />
        )}
        <Button
          icon={<Download aria-hidden className="size-4" />}
          busy={isSaving}
          onClick={() => void save()}
        >
          Export
        </Button>
        <DeviceActions
          devices={selected}
          hasMain
          labelOf={targetsLabel(selected)}
          disabledReason={reasonToWait(fleet, isStale) ?? reasonIfEmpty(selected)}
          contextOf={() => ({ label, listedAs })}
          onActed={() => {
            matched.forget()
            settled.forget()
          }}
        />
      </ProposalBar>
      {shown === 'matched' && (
        <MatchedDevices
          named={answer.matched}
          selection={matched.selection}
          isStale={isStale}
          isComplete={isComplete}
        />
      )}
      {shown === 'ambiguous' && (
        <OpenLines
          kind="ambiguous"
          lines={answer.ambiguous}
          total={answer.counts.ambiguous}
          selection={settled.selection}
          isStale={isStale}
          isComplete={isComplete}
        />
      )}
      {shown === 'not-found' && (
        <OpenLines
          kind="not-found"
          lines={answer.notFound}
          total={answer.counts['not-found']}
          selection={settled.selection}
          isStale={isStale}
          isComplete={isComplete}
        />
      )}
      {shown === 'repeated' && (
        <RepeatedLines lines={answer.repeated} total={answer.counts.repeated} />
      )}
    </div>
  )
}

/** The devices of the matched lines, and the line of each that can be selected. */
function devicesOf(answer: ListAnswer): { devices: Device[]; listedAs: Map<string, string> } {
  const listedAs = new Map<string, string>()
  for (const { text, devices } of [...answer.ambiguous, ...answer.notFound]) {
    for (const { id } of devices) if (!listedAs.has(id)) listedAs.set(id, text)
  }
  for (const { device, given } of answer.matched) listedAs.set(device.id, given.text)
  return { devices: answer.matched.map(({ device }) => device), listedAs }
}

function sumText({ counts }: ListAnswer, isComplete: boolean): string {
  return [
    `${formatCount(counts.matched)} matched`,
    `${formatCount(counts.ambiguous)} ambiguous`,
    `${formatCount(counts['not-found'])} not found${isComplete ? '' : ' so far'}`,
    `${formatCount(counts.repeated)} repeated`,
  ].join(' + ')
}
