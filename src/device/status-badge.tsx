import { legible } from '../lib/text.ts'

// A map, since an object inherits keys such as `constructor`, which a status may be.
const dots = new Map([
  ['Online', 'before:bg-good'],
  ['Offline', 'before:border-2 before:border-idle'],
  ['Deactivated', 'before:bg-danger'],
])

/** A status as dot and word; undocumented ones are shown as they came, in a neutral style. */
export function StatusBadge({ status }: { status: string }) {
  return (
    <span
      className={`inline-flex max-w-full items-center gap-2 before:size-2 before:shrink-0 before:rounded-full before:forced-color-adjust-none ${dots.get(status) ?? 'before:bg-idle'}`}
    >
      <bdi className="truncate">{legible(status, 40)}</bdi>
    </span>
  )
}
