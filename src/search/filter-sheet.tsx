import { SlidersHorizontal } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Facets } from '../fleet/requests.ts'
import { counted } from '../lib/text.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { filterMenus } from './filter-menus.ts'
import { FilterOptions } from './filter-options.tsx'
import type { SearchPlace } from './search-place.ts'

interface FilterSheetProps {
  place: SearchPlace
  /** How many devices the list has; undefined while that is unknown. */
  total: number | undefined
  facets: Facets | undefined
  /** How many filters are set. */
  filters: number
  /** Sections below the filters. */
  children: ReactNode
}

/** On a phone, everything that filters and sorts the list, in one sheet. */
export function FilterSheet({ place, total, facets, filters, children }: FilterSheetProps) {
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <>
      <Button
        className="w-full sm:hidden"
        icon={<SlidersHorizontal aria-hidden className="size-4" />}
        onClick={() => setIsOpen(true)}
      >
        Filter and sort{filters > 0 && ` (${filters})`}
      </Button>
      {isOpen && (
        <Dialog
          aria-labelledby="filter-sheet-title"
          onClose={close}
          lightDismiss
          className="mb-0 max-h-[85dvh] w-full max-w-none overflow-y-auto rounded-b-none sm:hidden"
        >
          <div className="grid gap-1 p-4 pb-0">
            <h2 id="filter-sheet-title" className="text-lg font-semibold tracking-tight">
              Filter and sort
            </h2>
            {filterMenus.map((menu) => (
              <details key={menu.kind} className="border-b border-line">
                <summary className="flex min-h-11 items-center font-medium">{menu.label}</summary>
                <div className="pb-2">
                  <FilterOptions place={place} menu={menu} facets={facets} />
                </div>
              </details>
            ))}
            {children}
            <div className="sticky bottom-0 -mx-4 border-t border-line bg-surface p-4">
              <Button variant="primary" className="w-full" onClick={close}>
                {total === undefined ? 'Show devices' : `Show ${counted(total, 'device')}`}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  )
}
