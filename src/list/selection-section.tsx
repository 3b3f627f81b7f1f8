import { X } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button } from '../ui/button.tsx'

interface SelectionSectionProps {
  bar?: Ref<HTMLElement>
  /** How many rows are selected; announced when it changes. */
  count: ReactNode
  /** What stands beside the count. */
  beside?: ReactNode
  /** The buttons to act on the selection. */
  children: ReactNode
  onClear: () => void
}

/** The bar of a selection at the foot of the rows. */
export function SelectionSection({ bar, count, beside, children, onClear }: SelectionSectionProps) {
  return (
    <section
      ref={bar}
      tabIndex={bar ? -1 : undefined}
      aria-label="Selection"
      className="sticky bottom-0 z-10 order-3 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg bg-selected px-3 py-1.5 text-sm max-sm:-mx-4 max-sm:rounded-none max-sm:border-t max-sm:border-line max-sm:px-4 max-sm:shadow-float"
    >
      <p role="status" className="font-medium tabular-nums">
        {count}
      </p>
      {beside}
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:gap-1.5">
        {children}
        <Button
          variant="quiet"
          square
          aria-label="Clear selection"
          icon={<X aria-hidden className="size-4" />}
          onClick={onClear}
        />
      </div>
    </section>
  )
}
