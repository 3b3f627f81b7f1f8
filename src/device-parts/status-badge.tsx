import { legible } from '../lib/text.ts'

const dots: Record<string, string> = {
  Online: 'bg-good',
  Offline: 'border-2 border-idle',
  Deactivated: 'bg-danger',
}

/** A status as dot and word; one the API does not document is shown as it came, in a neutral style. */
export function StatusBadge({ status }: { status: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <span
        aria-hidden
        className={`size-2 shrink-0 rounded-full ${dots[status] ?? 'bg-idle'} forced-color-adjust-none`}
      />
      <bdi className="truncate">{legible(status, 40)}</bdi>
    </span>
  )
}
