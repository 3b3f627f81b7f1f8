import { X } from 'lucide-react'
import { useEffect, type ReactNode, type Ref } from 'react'
import { Button } from '../ui/button.tsx'
import { useActionsKey } from './use-actions-key.ts'

interface SelectionSectionProps {
  bar?: Ref<HTMLElement>
  /** How many rows are selected; announced when it changes. */
  count: ReactNode
  beside?: ReactNode
  children: ReactNode
  /** What else can be done with it; on a phone in the first line. */
  more?: ReactNode
  /** Also called on Escape. */
  onClear: () => void
}

/** The bar of a selection at the foot of the rows. */
export function SelectionSection(props: SelectionSectionProps) {
  const { bar, count, beside, children, more, onClear } = props
  useEffect(() => {
    function clearOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented || isFieldsOwn(event.target)) return
      if (!document.querySelector('dialog:modal, [popover]:popover-open')) onClear()
    }
    document.addEventListener('keydown', clearOnEscape)
    return () => document.removeEventListener('keydown', clearOnEscape)
  }, [onClear])

  const actions = useActionsKey()

  return (
    <section
      ref={bar}
      tabIndex={bar ? -1 : undefined}
      aria-label="Selection"
      className="sticky z-10 order-3 flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded-lg bg-selected px-3 py-1.5 text-sm above-nav sm:bottom-0 max-sm:-mx-4 max-sm:rounded-none max-sm:border-t max-sm:border-line max-sm:px-4 max-sm:shadow-float max-sm:[@media(max-height:36rem)]:gap-x-1 max-sm:[@media(max-height:36rem)]:py-0.5"
    >
      <p
        role="status"
        className="truncate font-medium tabular-nums max-sm:mr-auto max-sm:[@media(max-height:36rem)]:flex-[1_0_4rem]"
      >
        {count}
      </p>
      {beside}
      <div ref={actions} className="action-bar ml-auto max-sm:order-1 max-sm:ml-0">
        {children}
      </div>
      {more}
      <Button variant="quiet" square aria-label="Clear selection" icon={X} onClick={onClear} />
    </section>
  )
}

/** Escape in a field empties it or closes its completions. */
function isFieldsOwn(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox]), select')
}
