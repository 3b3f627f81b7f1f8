import type { ListAddress } from '../list/use-list-params.ts'
import { FilterBar } from '../search/filter-bar.tsx'
import { ExportControls } from './export-controls.tsx'
import { ViewMenu } from './settings-menu.tsx'
import { useFleetFollowed } from './use-fleet-followed.ts'

interface ListControlsProps {
  address: ListAddress
  /** How many devices match; absent until that is known. */
  matches: number | undefined
}

/** Everything between the search field and the rows. */
export function ListControls({ address, matches }: ListControlsProps) {
  useFleetFollowed()
  return (
    <FilterBar address={address} matches={matches}>
      <ExportControls params={address.params} />
      <ViewMenu />
    </FilterBar>
  )
}
