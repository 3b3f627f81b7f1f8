import { paths } from '../lib/paths.ts'
import { formatCount } from '../lib/text.ts'
import { TextLink } from '../ui/text-link.tsx'
import { receiptSearch, rowsAPage, type ReceiptView } from './receipt-view.ts'

interface ReceiptPagerProps {
  runId: string
  view: ReceiptView
  /** Number of devices with the view's outcome. */
  total: number
}

/** The range of devices on this page of a receipt, and links to the pages beside it. */
export function ReceiptPager({ runId, view: { outcome, page }, total }: ReceiptPagerProps) {
  if (total <= rowsAPage) return null
  const first = (page - 1) * rowsAPage
  const last = Math.min(first + rowsAPage, total)
  const addressOf = (number: number) => paths.run(runId, receiptSearch({ outcome, page: number }))
  return (
    <nav aria-label="Pagination" className="flex flex-wrap items-center gap-4 text-sm">
      <span className="text-ink-muted tabular-nums">
        {formatCount(first + 1)}–{formatCount(last)} of {formatCount(total)}
      </span>
      {page > 1 && (
        <TextLink to={addressOf(page - 1)} className="py-1 max-sm:py-3">
          Previous page
        </TextLink>
      )}
      {last < total && (
        <TextLink to={addressOf(page + 1)} className="py-1 max-sm:py-3">
          Next page
        </TextLink>
      )}
    </nav>
  )
}
