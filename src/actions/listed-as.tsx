import { sanitizeForDisplay } from '../lib/text.ts'

/** The line of a list that named a device, as it was given; nothing without one. */
export function ListedAs({ line }: { line: string | undefined }) {
  if (line === undefined) return null
  return (
    <span className="block truncate text-xs text-ink-quiet">
      Listed as <bdi className="text-ink-muted">{sanitizeForDisplay(line, 80)}</bdi>
    </span>
  )
}
