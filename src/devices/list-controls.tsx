import { useFollowFleet } from '../fleet/use-fleet-answer.ts'
import { SettingsMenu } from '../list/settings-menu.tsx'
import { FilterBar } from '../search/filter-bar.tsx'
import { deviceSettings } from './columns.tsx'
import type { DeviceListSituation } from './device-list.ts'
import { ExportControls } from './export-controls.tsx'

/** Everything between the search field and the rows. */
export function ListControls({ place, page }: DeviceListSituation) {
  useFollowFleet()
  return (
    <FilterBar place={place} matches={page?.total} facets={page?.facets}>
      <ExportControls params={place.params} />
      <SettingsMenu settings={deviceSettings} />
    </FilterBar>
  )
}
