import { readTime } from '../api/device.ts'
import { postureVerdict } from '../device/posture.ts'
import { readPosture } from '../device/posture-checks.ts'
import { postureNote } from './posture-note.ts'
import { cutNoteIn, isCutNote, limitJson, tooDeep } from '../lib/limit-json.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { BothTimes } from '../ui/time-text.tsx'
import { PostureCheckList } from './posture-check-list.tsx'

/** Keeps the page responsive; the raw JSON has more. */
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
