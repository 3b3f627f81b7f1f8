import { readTime } from '../api/device.ts'
import { readPosture } from '../device/posture-checks.ts'
import { postureNote } from '../device/posture-note.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { RelativeTime, ExactTime } from '../ui/time-text.tsx'
import { PostureCheckList } from './posture-check-list.tsx'

/** Limits that keep the page responsive; the raw JSON has the rest. */
const deepest = 6
const mostEntries = 50

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
  return (
    <div className="grid gap-2.5 text-sm">
      {note && <p className="text-ink-muted wrap-anywhere">{note}</p>}
      {checks.length > 0 && <PostureCheckList checks={checks} />}
      {rest !== undefined && <Value value={rest} depth={0} />}
    </div>
  )
}

function Value({ value, depth }: { value: unknown; depth: number }) {
  if (!isBranch(value)) return <Leaf value={value} />
  const entries = Object.entries(value)
  if (entries.length === 0) return <span className="text-ink-quiet">empty</span>
  if (depth >= deepest) {
    return <span className="text-ink-quiet">{entries.length} more: see the raw JSON</span>
  }
  return (
    <dl className={depth === 0 ? 'grid gap-2.5' : 'grid gap-1 border-l border-line pl-3'}>
      {entries.slice(0, mostEntries).map(([key, entry]) => (
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
              <>
                <RelativeTime iso={readTime(entry)} absent="Never" />{' '}
                <span className="block text-xs text-ink-quiet">
                  <ExactTime iso={readTime(entry)} />
                </span>
              </>
            ) : (
              <Value value={entry} depth={depth + 1} />
            )}
          </dd>
        </div>
      ))}
      {entries.length > mostEntries && (
        <p className="text-ink-quiet">
          {entries.length - mostEntries} more entries: see the raw JSON
        </p>
      )}
    </dl>
  )
}

function Leaf({ value }: { value: unknown }) {
  if (typeof value === 'string')
    return <bdi>{value === '' ? '“”' : sanitizeForDisplay(value, 400)}</bdi>
  return <span className="tabular-nums">{JSON.stringify(value) ?? 'nothing'}</span>
}

function labelOf(key: string, isInList: boolean): string {
  if (isInList) return String(Number(key) + 1)
  if (key === 'compliant') return 'Compliant'
  return key === 'lastCheck' ? 'Last check' : sanitizeForDisplay(key, 80)
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
