import type { ReactNode } from 'react'
import { formatCount } from '../lib/text.ts'
import { useActionsKey } from '../list/use-actions-key.ts'

interface ProposalBarProps {
  selected: number
  total: number
  /** More about those selected. */
  also?: string | undefined
  /** More may be found before any can be selected. */
  isPending?: boolean
  note?: string | undefined
  tools?: ReactNode
  children: ReactNode
}

/**
 * How many devices of a proposal are selected, and the buttons to act on them; it stays in sight above
 * the rows.
 */
export function ProposalBar({
  selected,
  total,
  also,
  isPending = false,
  note,
  tools,
  children,
}: ProposalBarProps) {
  const actions = useActionsKey()
  return (
    <div className="sticky top-13 z-10 -mx-2 flex flex-wrap items-center gap-x-4 gap-y-2 bg-canvas px-2 py-2 max-sm:static">
      <p className="text-sm text-ink-muted tabular-nums">
        {!isPending && (
          <>
            <span className="font-medium text-ink">
              {formatCount(selected)} of {formatCount(total)}
            </span>{' '}
            selected{also && ` (${also})`}
          </>
        )}
        {note && <span className="block text-warn">{note}</span>}
      </p>
      {/* On a phone the tools are icons beside the count, and the actions a line of their own. */}
      <div className="ml-auto flex flex-wrap gap-2 max-sm:contents">
        <div className="proposal-tools">{tools}</div>
        <div ref={actions} className="proposal-actions">
          {children}
        </div>
      </div>
    </div>
  )
}
