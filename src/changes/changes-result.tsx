import { CircleCheck, Download } from 'lucide-react'
import { useState } from 'react'
import { changeNames } from '../fleet/changes/change-names.ts'
import type {
  ChangesAnswer,
  ChangesRequest,
  SnapshotFacts,
} from '../fleet/changes/change-questions.ts'
import { changeKinds, type ChangeKind } from '../fleet/changes/compare.ts'
import { isSameHost } from '../fleet/changes/read-export.ts'
import type { FleetState } from '../fleet/fleet-state.ts'
import { saveAnswer } from '../fleet/save-devices.ts'
import { timeZone } from '../lib/preferences.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { TabStrip, tabClass } from '../list/tab-strip.tsx'
import { useSession } from '../session/use-session.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Link } from '../ui/link.tsx'
import { Notice } from '../ui/notice.tsx'
import { ChangeRows } from './change-rows.tsx'
import { leftOutTexts, sideText, summaryText } from './change-words.ts'

interface ChangesResultProps {
  answer: ChangesAnswer
  request: ChangesRequest
  facts: SnapshotFacts
  fleet: FleetState
  isStale: boolean
  /** The address of the page after a change. */
  linkTo: (next: { kind?: ChangeKind; withTimes?: boolean }) => string
  onNavigate: (to: string) => void
}

/** Counts of the changes by kind, what can't be told, and the changes of one kind. */
export function ChangesResult(props: ChangesResultProps) {
  const { answer, request, facts, fleet, isStale, linkTo, onNavigate } = props
  const { before, after, counts, leftOut, common, kind } = answer
  const session = useSession()
  const zone = useStore(timeZone)
  const [saving, setSaving] = useState<'group' | 'all'>()
  const isAgainstNow = request.after === undefined
  const hidden = new Set(leftOut.map((group) => group.kind))
  const shown = changeKinds.filter(
    (each) => !hidden.has(each) && (each !== 'times' || request.withTimes),
  )
  const total = shown.reduce((sum, each) => sum + counts[each], 0)
  const isOther = common === 0 && before.count > 0 && after.count > 0
  const otherHost = [before.host, after.host].find(
    (host) => host !== undefined && !isSameHost(host, facts.host),
  )

  async function save(what: 'group' | 'all') {
    setSaving(what)
    const kinds = what === 'group' ? [kind] : shown
    const name = what === 'group' ? changeNames[kind].toLowerCase() : 'all'
    await saveAnswer(session, ['changes', name], 'change', (source) =>
      source.ask('changesFile', [request, facts, kinds]),
    )
    setSaving(undefined)
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          {!isOther && (
            <h2 className="text-lg font-semibold tabular-nums">{counted(total, 'change')}</h2>
          )}
          <p className="text-sm text-ink-muted tabular-nums">
            {sideText(before, zone)} → {sideText(after, zone)} · {formatCount(common)} on both sides
          </p>
        </div>
        {!isOther && (
          <div className="flex flex-wrap items-center gap-2">
            <CopyButton
              showLabel
              what="summary"
              text={() => summaryText(answer, facts.host, isAgainstNow, zone)}
            />
            <Button
              icon={<Download aria-hidden className="size-4" />}
              busy={saving === 'all'}
              onClick={() => void save('all')}
            >
              Export all
            </Button>
          </div>
        )}
      </div>
      {otherHost !== undefined && (
        <Notice
          tone="warn"
          title={`A file is of another API: ${sanitizeForDisplay(otherHost, 80)}`}
        >
          This console is connected to {facts.host}.
        </Notice>
      )}
      {isOther && (
        <Notice tone="warn" title="No device is on both sides, so nothing is compared">
          The file is probably of another network. Choose an export of this one.
        </Notice>
      )}
      <UnreadableLines lines={before.unreadable} side="earlier" />
      <UnreadableLines lines={after.unreadable} side="later" />
      {!isOther && (
        <>
          {leftOutTexts(leftOut, isAgainstNow).map((text) => (
            <p key={text} className="text-sm text-warn">
              {text}
            </p>
          ))}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <TabStrip label="Kinds of change">
              {shown.map((each) => (
                <li key={each}>
                  <Link
                    to={linkTo({ kind: each })}
                    replace
                    aria-current={each === kind ? 'true' : undefined}
                    className={tabClass}
                  >
                    {changeNames[each]}
                    <span className="tabular-nums">{formatCount(counts[each])}</span>
                  </Link>
                </li>
              ))}
            </TabStrip>
            <label className="flex min-h-8 items-center gap-2 text-sm max-sm:min-h-11">
              <input
                type="checkbox"
                className="size-4 accent-accent max-sm:size-5"
                checked={request.withTimes}
                onChange={(event) => onNavigate(linkTo({ withTimes: event.target.checked }))}
              />
              Include connection and check times
            </label>
          </div>
          {answer.rows.length === 0 ? (
            <Empty
              icon={<CircleCheck aria-hidden className="size-8 text-good" />}
              title={total === 0 ? 'Nothing changed' : `None: ${changeNames[kind].toLowerCase()}`}
            />
          ) : (
            <ChangeRows
              key={kind}
              answer={answer}
              fleet={fleet}
              isAgainstNow={isAgainstNow}
              isStale={isStale}
              isSaving={saving === 'group'}
              onSave={() => void save('group')}
            />
          )}
        </>
      )}
    </div>
  )
}

function UnreadableLines({ lines, side }: { lines: readonly number[]; side: string }) {
  if (lines.length === 0) return null
  return (
    <Notice
      tone="warn"
      title={`${counted(lines.length, 'line')} of the ${side} file ${lines.length === 1 ? 'has' : 'have'} no usable ID`}
    >
      Left out: line {lines.map(formatCount).join(', ')}.
    </Notice>
  )
}
