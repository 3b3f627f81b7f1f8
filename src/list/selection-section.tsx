import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode, type Ref } from 'react'
import { onSingleKey } from '../lib/keys.ts'
import { Button } from '../ui/button.tsx'

interface SelectionSectionProps {
  bar?: Ref<HTMLElement>
  /** How many rows are selected; announced when it changes. */
  count: ReactNode
  /** What stands beside the count. */
  beside?: ReactNode
  /** The buttons to act on the selection. */
  children: ReactNode
  /** Also called on Escape. */
  onClear: () => void
}

/** The bar of a selection at the foot of the rows. */
export function SelectionSection({ bar, count, beside, children, onClear }: SelectionSectionProps) {
  useEffect(() => {
    function clearOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented || isFieldsOwn(event.target)) return
      if (!document.querySelector('dialog:modal, [popover]:popover-open')) onClear()
    }
    document.addEventListener('keydown', clearOnEscape)
    return () => document.removeEventListener('keydown', clearOnEscape)
  }, [onClear])

  const actions = useRef<HTMLDivElement>(null)
  useEffect(() => onSingleKey({ a: () => actions.current?.querySelector('button')?.focus() }), [])

  return (
    <section
      ref={bar}
      tabIndex={bar ? -1 : undefined}
      aria-label="Selection"
      className="sticky bottom-0 z-10 order-3 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg bg-selected px-3 py-1.5 text-sm max-sm:bottom-[calc(3.0625rem+env(safe-area-inset-bottom))] max-sm:-mx-4 max-sm:rounded-none max-sm:border-t max-sm:border-line max-sm:px-4 max-sm:shadow-float"
    >
      <p role="status" className="font-medium tabular-nums">
        {count}
      </p>
      {beside}
      <div
        ref={actions}
        className="ml-auto flex flex-wrap items-center gap-2 max-sm:order-1 max-sm:ml-0 max-sm:w-full max-sm:*:flex-1"
      >
        {children}
      </div>
      <Button
        variant="quiet"
        square
        aria-label="Clear selection"
        className="max-sm:ml-auto"
        icon={<X aria-hidden className="size-4" />}
        onClick={onClear}
      />
    </section>
  )
}

/** Escape in a field empties it or closes its completions. */
function isFieldsOwn(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox]), select')
}
