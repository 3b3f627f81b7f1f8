import { readTime } from '../api/device.ts'
import { postureVerdict } from '../device/posture.ts'
import { readPosture, type PostureCheck } from '../device/posture-checks.ts'
import { postureNote } from './posture-note.ts'
import { cutNoteIn, isCutNote, limitJson, tooDeep } from '../lib/limit-json.ts'
import { formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { BothTimes } from '../ui/time-text.tsx'

/** Keeps the page responsive; the raw JSON has more. */
const maxChecks = 100
const maxMoreFields = 10
const shownLimits = { maxDepth: 6, maxEntries: 50, maxValues: 1_000 }

/** Posture in full, whatever JSON it is: its checks as a list, everything else as a tree. */
export function PostureTree({ posture }: { posture: unknown }) {
  if (posture === undefined || posture === null) {
    return <p className="text-sm text-ink-muted">No posture data for this device.</p>
  }
  if (isBranch(posture) && Object.keys(posture).length === 0) {
    return <p className="text-sm text-ink-muted">Posture data is empty.</p>
  }
  const { checks, rest } = readPosture(posture)
  const note = postureNote(posture, checks)
  const facts = withoutVerdict(posture, rest)
  return (
    <div className="grid gap-2.5 text-sm">
      {note && <p className="text-ink-muted wrap-anywhere">{note}</p>}
      {checks.length > 0 && <PostureCheckList checks={checks} />}
      {facts !== undefined && <Value value={limitJson(facts, shownLimits)} isRoot />}
    </div>
  )
}

/** Leaves out the key that the badge above shows; `undefined` when nothing else is there. */
function withoutVerdict(posture: unknown, rest: unknown): unknown {
  if (postureVerdict(posture) === 'unknown' || !isBranch(rest)) return rest
  const facts = Object.entries(rest).filter(([key]) => key !== 'compliant')
  return facts.length === 0 ? undefined : Object.fromEntries(facts)
}

function Value({ value, isRoot = false }: { value: unknown; isRoot?: boolean }) {
  if (!isBranch(value)) return <Leaf value={value} />
  const entries = Object.entries(value)
  const note = cutNoteIn(value)
  if (note) entries.pop()
  else if (entries.length === 0) return <span className="text-ink-quiet">empty</span>
  return (
    <>
      <dl className={isRoot ? 'grid gap-2.5' : 'grid gap-1 border-l border-line pl-3'}>
        {entries.map(([key, entry]) => (
          <div
            key={key}
            className={
              isBranch(entry)
                ? 'grid gap-1'
                : 'grid grid-cols-[8.5rem_1fr] gap-x-3 max-sm:grid-cols-[7rem_1fr]'
            }
          >
            <dt className="text-ink-quiet wrap-anywhere">
              <bdi>{labelOf(key, Array.isArray(value))}</bdi>
            </dt>
            <dd className="min-w-0 wrap-anywhere">
              {key === 'lastCheck' && !isBranch(entry) ? (
                <BothTimes iso={readTime(entry)} absent="Never" />
              ) : (
                <Value value={entry} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      {note && <Note text={note} />}
    </>
  )
}

function Leaf({ value }: { value: unknown }) {
  if (value === tooDeep || isCutNote(value)) return <Note text={value} />
  if (typeof value === 'string')
    return <bdi>{value === '' ? '“”' : sanitizeForDisplay(value, 400)}</bdi>
  return <span className="tabular-nums">{JSON.stringify(value)}</span>
}

function Note({ text }: { text: string }) {
  return <span className="text-ink-quiet">{text}</span>
}

function labelOf(key: string, isInList: boolean): string {
  if (isInList) return String(Number(key) + 1)
  if (key === 'compliant') return 'Compliant'
  return key === 'lastCheck' ? 'Last check' : sanitizeForDisplay(key, 80)
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

const looks: Record<PostureCheck['result'], { icon: string; word: string }> = {
  failed: { icon: 'icon-no text-warn', word: 'Failed' },
  passed: { icon: 'icon-yes text-good', word: 'Passed' },
  other: { icon: 'icon-unknown text-ink-quiet', word: 'Unknown' },
}

function PostureCheckList({ checks }: { checks: readonly PostureCheck[] }) {
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium">Checks</h3>
      <ul className="grid gap-1.5">
        {checks.slice(0, maxChecks).map((check, place) => (
          <li key={place} className="grid grid-cols-[auto_1fr] gap-x-2 wrap-anywhere">
            <span aria-hidden className={`icon mt-0.5 size-4 ${looks[check.result].icon}`} />
            <span className="min-w-0">
              <span className="sr-only">{looks[check.result].word}: </span>
              <bdi className="font-medium">{sanitizeForDisplay(check.name, 120)}</bdi>
              {explanation(check)}
              {check.more.length > 0 && (
                <span className="block text-xs text-ink-quiet">{moreText(check)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {checks.length > maxChecks && (
        <p className="text-ink-quiet">
          Showing the first {maxChecks} of {formatCount(checks.length)} checks
        </p>
      )}
    </div>
  )
}

function explanation({ result, stated, reason }: PostureCheck) {
  const parts = [
    ...(result === 'other' ? [asText(stated)] : []),
    ...(reason === undefined ? [] : [sanitizeForDisplay(reason, 400)]),
  ]
  return parts.length > 0 && <bdi>: {parts.join(' · ')}</bdi>
}

function moreText({ more }: PostureCheck): string {
  const fields = more
    .slice(0, maxMoreFields)
    .map(([key, value]) => `${sanitizeForDisplay(key, 40)}: ${asText(value)}`)
  if (more.length > maxMoreFields) fields.push(`and ${more.length - maxMoreFields} more`)
  return fields.join(' · ')
}

function asText(value: unknown): string {
  return sanitizeForDisplay(typeof value === 'string' ? value : JSON.stringify(value), 120)
}
