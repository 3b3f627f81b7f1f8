import { parseQuery } from '../query/query.ts'
import { FilterMenu } from './filter-menu.tsx'
import { filterMenus } from './filter-menus.ts'
import { FilterOptions } from './filter-options.tsx'
import { filterKind } from './filters.ts'
import type { SearchPlace } from './search-place.ts'

/** Menus that write the search. */
export function FilterBar({ place }: { place: SearchPlace }) {
  const kinds = new Set(parseQuery(place.params.q).terms.map(filterKind))
  return filterMenus.map((menu) => (
    <FilterMenu key={menu.kind} label={menu.label} isOn={kinds.has(menu.kind)}>
      <FilterOptions place={place} menu={menu} />
    </FilterMenu>
  ))
}
