import { CircleCheck } from 'lucide-react'
import type { ListAnswer } from '../fleet/from-list/answer-list.ts'
import { counted, formatCount } from '../lib/text.ts'
import { Empty } from '../ui/empty.tsx'

/** Lines that name the same as a line before them. */
export function RepeatedLines({ lines, total }: { lines: ListAnswer['repeated']; total: number }) {
  if (lines.length === 0) {
    return (
      <Empty
        icon={<CircleCheck aria-hidden className="size-8 text-good" />}
        title="No line is repeated"
      />
    )
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <ul aria-label="Repeated lines" className="card divide-y divide-line text-sm">
        {lines.map(({ line, text, sameAs }) => (
          <li key={line} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
            <span className="text-ink-quiet tabular-nums">Line {formatCount(line)}</span>
            <bdi className="font-medium wrap-anywhere">{text}</bdi>
            <span className="text-ink-muted">Same as line {formatCount(sameAs)}</span>
          </li>
        ))}
      </ul>
      {total > lines.length && (
        <p className="text-sm text-ink-muted">
          {counted(total - lines.length, 'more line')}. Export has them all.
        </p>
      )}
    </div>
  )
}
