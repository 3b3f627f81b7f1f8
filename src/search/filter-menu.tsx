import { ListFilter } from 'lucide-react'
import type { ReactNode } from 'react'
import { Popover } from '../ui/popover.tsx'
import { filterFields } from './filter-fields.ts'
import { FilterOptions } from './filter-options.tsx'
import { LoadingNote } from '../fleet/fleet-status.tsx'
import type { SearchPlace } from './filters.ts'

/** The button that opens all filters of a list: sections of its own, or `FilterSections`. */
export function FilterMenu({ children }: { children: ReactNode }) {
  return (
    <Popover label="Filter" showLabel="wide" icon={ListFilter}>
      <div className="w-64">{children}</div>
    </Popover>
  )
}

/** A section for each field to filter devices by; one of them is open at a time. */
export function FilterSections({ place }: { place: SearchPlace }) {
  return (
    <>
      {filterFields.map((field) => (
        <FilterSection key={field.kind} title={field.label}>
          <FilterOptions place={place} field={field} />
        </FilterSection>
      ))}
      {/* At the end, and in a sheet with a place of its own, so that no section moves when it goes. */}
      <div className="max-sm:min-h-11">
        <LoadingNote />
      </div>
    </>
  )
}

/** A section that opens, and closes the one open before. */
export function FilterSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details name="filter-section" className="group/section">
      <summary className="menu-row justify-between gap-2 font-medium after:mr-1 after:size-1.5 after:rotate-45 after:border-r-2 after:border-b-2 after:border-ink-quiet group-open/section:after:rotate-225">
        {title}
      </summary>
      <div className="pb-1 sm:pl-1">{children}</div>
    </details>
  )
}
