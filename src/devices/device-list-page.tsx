import type { Device } from '../api/device.ts'
import type { SortField } from '../device/fields.ts'
import { deviceNow } from '../fleet/settled.ts'
import { loadFleet } from '../fleet/load-fleet.ts'
import { createChunk } from '../lib/chunk.ts'
import { deviceName } from '../lib/text.ts'
import { ListScreen, type ListDefinition } from '../list/list-screen.tsx'
import { SearchField } from '../search/search-field.tsx'
import { useSession } from '../session/use-session.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { deviceColumns, deviceSettings } from './columns.tsx'
import {
  deviceList,
  type DeviceListParams,
  type DeviceListProps,
  type PageOfDevices,
} from './device-list.ts'
import { deviceSelection } from './device-selection.ts'
import { deviceQueries } from './queries.ts'

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
  title: 'Devices',
  noun: 'device',
  address: deviceList,
  columns: deviceColumns,
  settings: deviceSettings,
  selection: deviceSelection,
  nameOf: deviceName,
  rowNow: deviceNow,
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
  const session = useSession()

  async function rereadSnapshot({ q }: DeviceListParams) {
    // The snapshot answers a search, so refreshing one means reading it again.
    if (q !== '') await (await loadFleet(session)).load()
  }

  return (
    <ListScreen
      list={definition}
      pageQuery={(params) => deviceQueries.page(session, params)}
      beforeRefresh={rereadSnapshot}
    />
  )
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
