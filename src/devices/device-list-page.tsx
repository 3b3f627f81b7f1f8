import type { Device } from '../api/device.ts'
import type { SortField } from '../device/fields.ts'
import { createChunk } from '../lib/chunk.ts'
import { deviceName } from '../lib/text.ts'
import { ListScreen, type ListDefinition } from '../list/list-screen.tsx'
import { SearchField } from '../search/search-field.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { deviceColumns, deviceSettings } from './columns.tsx'
import { deviceList, type DeviceListProps, type PageOfDevices } from './device-list.ts'
import { deviceSelection } from './device-selection.ts'
import { devicePages } from './queries.ts'

export const listParts = createChunk(
  'views, filters, export and refresh',
  () => import('./list-parts.tsx'),
)
export const emptyList = createChunk('empty list', () => import('./empty-list.tsx'))
export const selectionBar = createChunk('selection', () => import('./selection-bar.tsx'))
export const searchSuggestions = createChunk(
  'search suggestions',
  () => import('../search/search-suggestions.tsx'),
)
const Suggestions = lazyPart(searchSuggestions, (module) => module.SearchSuggestions)

const definition: ListDefinition<Device, SortField, PageOfDevices> = {
  ...devicePages,
  title: 'Devices',
  noun: 'device',
  address: deviceList,
  columns: deviceColumns,
  settings: deviceSettings,
  selection: deviceSelection,
  nameOf: deviceName,
  removedNote: 'Removed',
  Tabs: lazyPart(listParts, (module) => module.ListTabs),
  Search: DeviceSearch,
  Tools: lazyPart(listParts, (module) => module.ListTools),
  Status: lazyPart(listParts, (module) => module.ListStatus),
  Empty: lazyPart(emptyList, (module) => module.EmptyList),
  Notices: lazyPart(listParts, (module) => module.DeviceNotices),
  SelectionBar: lazyPart(selectionBar, (module) => module.SelectionBar),
}

/** The list of devices. */
export function DeviceListPage() {
  return <ListScreen list={definition} />
}

function DeviceSearch({ place }: DeviceListProps) {
  return (
    <SearchField
      label="Search devices"
      placeholder="Name, owner, hardware ID or a filter"
      place={place}
      Suggestions={Suggestions}
    />
  )
}
