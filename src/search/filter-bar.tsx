import type { ReactNode } from 'react'
import { fleetState } from '../fleet/fleet-state.ts'
import { parseQuery } from '../fleet/query.ts'
import type { Facets } from '../fleet/requests.ts'
import { paths } from '../lib/paths.ts'
import { useStore } from '../lib/use-store.ts'
import { FilterChips } from './filter-chips.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { filterMenus } from './filter-menus.ts'
import { FilterOptions } from './filter-options.tsx'
import { filterKind } from './filters.ts'
import { FleetStatus } from './fleet-status.tsx'
import { FilterSheet } from './filter-sheet.tsx'
import { SavedViews, SavedViewsMenu } from './saved-views-menu.tsx'
import { newThisWeek } from './saved-views.ts'
import type { SearchPlace } from './search-place.ts'
import { Link } from '../ui/link.tsx'

interface FilterBarProps {
  place: SearchPlace
  /** How many devices match; undefined until that is known. */
  matches: number | undefined
  /** How many of the matching devices have which values; undefined without a search. */
  facets: Facets | undefined
  /** Devices in the list; undefined while that is unknown. */
  total: number | undefined
  /** Controls at the end of the bar, and on a phone in the sheet. */
  children: ReactNode
  /** Sections that only the sheet has, because a phone shows no headers to sort by. */
  sheetOnly: ReactNode
}

/** Menus that write the search, and below them the search itself with the state of its snapshot. */
export function FilterBar({ place, matches, facets, total, children, sheetOnly }: FilterBarProps) {
  const { q } = place.params
  const fleet = useStore(fleetState)
  const kinds = new Set(parseQuery(q).terms.map(filterKind))

  return (
    <>
      <FilterSheet place={place} total={total} facets={facets} filters={kinds.size}>
        {sheetOnly}
        <details className="border-b border-line">
          <summary className="flex min-h-11 items-center font-medium">Views</summary>
          <SavedViews place={place} />
        </details>
        <div className="flex flex-wrap py-2">{children}</div>
      </FilterSheet>
      <div className="-mx-2 -my-1 flex flex-wrap items-center gap-x-0.5 max-sm:hidden">
        {filterMenus.map((menu) => (
          <FilterMenu key={menu.kind} label={menu.label} isOn={kinds.has(menu.kind)}>
            <FilterOptions place={place} menu={menu} facets={facets} />
          </FilterMenu>
        ))}
        <SavedViewsMenu place={place} />
        <Link
          to={paths.devices(newThisWeek.list)}
          className="flex h-8 items-center rounded-md px-3 text-sm font-medium text-ink-muted hover:bg-ink/7 hover:text-ink max-sm:h-11"
        >
          {newThisWeek.name}
        </Link>
        <span className="ml-auto flex items-center">{children}</span>
      </div>
      {q !== '' && (
        <div className="grid gap-2">
          <FilterChips place={place} matches={matches} owners={facets?.owner} fleet={fleet} />
          {/* The list itself says that there are too many. */}
          {fleet.phase !== 'declined' && <FleetStatus state={fleet} />}
        </div>
      )}
    </>
  )
}
