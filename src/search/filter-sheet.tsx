import { SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { ListNavigation } from '../list/use-list-address.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

interface FilterSheetProps<Field extends string> {
  place: ListNavigation<Field>
  filters: number
  /** Leads back to the list: "Show 225 devices". */
  showLabel: string
  /** Its sections, given the place whose changes keep the sheet open. */
  children: (inSheet: ListNavigation<Field>) => ReactNode
}

/** Marks the history entry of the open sheet, so that Back closes it. */
const openState = { isSheetOpen: true }

/** On a phone, everything that filters, sorts and exports the list, in one sheet. */
export function FilterSheet<Field extends string>({
  place,
  filters,
  showLabel,
  children,
}: FilterSheetProps<Field>) {
  const navigate = useNavigate()
  const { state } = useLocation()
  const isOpen = typeof state === 'object' && state !== null && 'isSheetOpen' in state
  const here = place.linkTo({ page: place.params.page })

  const linkTo: ListNavigation<Field>['linkTo'] = (change) => {
    const link = place.linkTo(change)
    // Changes replace the sheet's own entry, so that Back returns to the list as it was before.
    return { ...link, state: { ...link.state, ...openState }, replace: true }
  }
  const inSheet: ListNavigation<Field> = {
    ...place,
    linkTo,
    goTo: (change) => {
      const { to, ...options } = linkTo(change)
      void navigate(to, options)
    },
  }

  function close() {
    void navigate(here.to, { replace: true, state: here.state })
  }

  return (
    <>
      <Button
        square
        data-count={filters}
        // Not text of the button, whose name has the number in words.
        className="relative sm:hidden after:absolute after:-top-1.5 after:-right-1.5 after:min-w-5 after:rounded-full after:bg-accent after:px-1 after:text-xs after:leading-5 after:text-on-accent after:tabular-nums not-data-[count=0]:after:content-[attr(data-count)]"
        aria-label={`Filter and sort${filters > 0 ? ` (${filters})` : ''}`}
        icon={SlidersHorizontal}
        onClick={() => void navigate(here.to, { state: { ...here.state, ...openState } })}
      />
      {isOpen && (
        <Dialog
          aria-labelledby="filter-sheet-title"
          onClose={close}
          isHistoryEntry
          lightDismiss
          className="mb-0 max-h-[85dvh] w-full max-w-none overflow-y-auto rounded-b-none"
        >
          <div className="grid gap-1 p-4 pb-0">
            <h2 id="filter-sheet-title" className="text-lg font-semibold tracking-tight">
              Filter and sort
            </h2>
            <div className="-mx-2">{children(inSheet)}</div>
            <div className="sticky bottom-0 -mx-4 border-t border-line bg-surface p-4">
              <Button variant="primary" className="w-full" onClick={close}>
                {showLabel}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  )
}
