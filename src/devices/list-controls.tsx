import { useFollowFleet } from '../fleet/use-fleet-answer.ts'
import { SettingsMenu } from '../list/settings-menu.tsx'
import { SortChoice } from '../list/sort-choice.tsx'
import { FilterBar } from '../search/filter-bar.tsx'
import { deviceSettings } from './columns.tsx'
import { deviceList, type DeviceListSituation } from './device-list.ts'
import { ExportControls } from './export-controls.tsx'

/** Everything between the search field and the rows. */
export function ListControls({ place, page, total }: DeviceListSituation) {
  useFollowFleet()
  const fields = deviceList.fieldsFor(place.params.q)
  return (
    <FilterBar
      place={place}
      matches={page?.total}
      facets={page?.facets}
      total={total}
      sheetOnly={<SortChoice settings={deviceSettings} place={place} fields={fields} />}
    >
      <ExportControls params={place.params} />
      <SettingsMenu settings={deviceSettings} place={place} fields={fields} />
    </FilterBar>
  )
}
