import { CircleCheck } from 'lucide-react'
import type { SortField } from '../device/fields.ts'
import type { ChangesAnswer } from '../fleet/changes/change-questions.ts'
import { changeKinds, type ChangeKind } from '../fleet/changes/compare.ts'
import { isSameHost } from '../fleet/changes/read-export.ts'
import { saveAnswer } from '../fleet/files/save-devices.ts'
import { timeZone } from '../lib/preferences.ts'
import { paths } from '../lib/paths.ts'
import { counted, formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { Tab, TabStrip } from '../list/tab-strip.tsx'
import type { ListNavigation } from '../list/use-list-address.ts'
import { useSession } from '../session/use-session.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { ChangedDevices } from './changed-devices.tsx'
import { leftOutTexts, sideText, summaryText } from './change-words.ts'
import { requestOf, type ComparedFiles } from './compared-files.ts'

interface ChangesResultProps {
  answer: ChangesAnswer
  files: ComparedFiles
  place: ListNavigation<SortField>
  isStale: boolean
}

/** Counts of the changes by kind, what can't be told, and the changes of one kind. */
export function ChangesResult({ answer, files, place, isStale }: ChangesResultProps) {
  const { before, after, counts, compared, leftOut, common, kind } = answer
  const { name } = changeKinds[kind]
  const session = useSession()
  const zone = useStore(timeZone)
  const { host } = session.connection
  const isAgainstNow = files.after === undefined
  // Times change all the time.
  const counting = compared.filter((each) => each !== 'times')
  const total = counting.reduce((sum, each) => sum + counts[each], 0)
  const otherHost = [before.host, after.host].find(
    (each) => each !== undefined && !isSameHost(each, host),
  )

  function save(what: string, kinds: readonly ChangeKind[]) {
    return saveAnswer(session, ['changes', what], 'change', (source) =>
      source.ask('changesFile', [requestOf(session, files), kinds]),
    )
  }

  // Nothing is on both sides of two networks.
  const isElsewhere = common === 0 && before.count > 0 && after.count > 0
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4">
        {!isElsewhere && (
          <h2 className="text-lg font-semibold tabular-nums">{counted(total, 'change')}</h2>
        )}
        <p className="col-start-1 text-sm text-ink-muted tabular-nums max-sm:col-span-2 max-sm:text-xs">
          {sideText(before, zone)} → {sideText(after, zone)} · {formatCount(common)} on both sides
        </p>
        {!isElsewhere && (
          <div className="proposal-tools col-start-2 row-start-1 sm:row-end-3">
            <CopyButton
              showLabel="wide"
              isOfPage
              what="summary"
              text={() => summaryText(answer, host, isAgainstNow, zone)}
            />
            <SaveButton save={() => save('all', counting)}>Export all</SaveButton>
          </div>
        )}
      </div>
      {otherHost !== undefined && (
        <Notice
          tone="warn"
          title={`A file is of another API: ${sanitizeForDisplay(otherHost, 80)}`}
        >
          This console is connected to {host}.
        </Notice>
      )}
      <UnreadableLines lines={before.unreadable} side="earlier" />
      <UnreadableLines lines={after.unreadable} side="later" />
      {isElsewhere ? (
        <Notice tone="warn" title="No device is on both sides, so nothing is compared">
          The file is probably of another network. Choose an export of this one.
        </Notice>
      ) : (
        <>
          {leftOutTexts(leftOut, isAgainstNow).map((text) => (
            <p key={text} className="text-sm text-warn">
              {text}
            </p>
          ))}
          <TabStrip label="Kinds of change">
            {/* A kind without a change has no tab; the summary counts it. */}
            {compared
              .filter((each) => counts[each] > 0 || (each === kind && total > 0))
              .map((each) => (
                <Tab
                  key={each}
                  link={{ to: `${paths.changes}/${each}`, replace: true }}
                  isCurrent={each === kind}
                  name={changeKinds[each].name}
                  count={counts[each]}
                />
              ))}
          </TabStrip>
          {answer.rows.length === 0 ? (
            <Empty
              icon={<CircleCheck aria-hidden className="size-8 text-good" />}
              title={total === 0 ? 'Nothing changed' : `None: ${name.toLowerCase()}`}
            />
          ) : (
            <ChangedDevices
              key={kind}
              answer={answer}
              isAgainstNow={isAgainstNow}
              place={place}
              isStale={isStale}
              save={() => save(name.toLowerCase(), [kind])}
            />
          )}
        </>
      )}
    </div>
  )
}

const maxNamed = 20

function UnreadableLines({ lines, side }: { lines: readonly number[]; side: string }) {
  if (lines.length === 0) return null
  const named = lines.slice(0, maxNamed).map(formatCount).join(', ')
  return (
    <Notice
      tone="warn"
      title={`${counted(lines.length, 'line')} of the ${side} file ${lines.length === 1 ? 'has no ID of its own' : 'have no ID of their own'}`}
    >
      Left out: line {named}
      {lines.length > maxNamed && ` and ${formatCount(lines.length - maxNamed)} more`}.
    </Notice>
  )
}
