import type { Device } from '../api/device.ts'
import type { SortField } from '../api/sort.ts'
import { lazyComponent } from '../lib/lazy-component.tsx'
import { ListScreen, type ListDefinition } from '../list/list-screen.tsx'
import { SearchField } from '../search/search-field.tsx'
import { useConnection } from '../session/use-session.tsx'
import { deviceColumns, deviceSettings } from './columns.tsx'
import {
  deviceList,
  type DeviceListParams,
  type DeviceListSituation,
  type PageOfDevices,
} from './device-list.ts'
import { deviceQueries } from './queries.ts'

// Rows can be shown without these, so they load after them.
const listParts = () => import('./list-parts.tsx')
const ListFilters = lazyComponent(async () => (await listParts()).ListFilters, 'afterwards')

const definition: ListDefinition<Device, SortField, PageOfDevices> = {
  title: 'Devices',
  noun: 'device',
  address: deviceList,
  columns: deviceColumns,
  settings: deviceSettings,
  Tabs: lazyComponent(async () => (await listParts()).ListTabs, 'afterwards'),
  Search: DeviceSearch,
  Tools: lazyComponent(async () => (await listParts()).ListTools, 'afterwards'),
  Status: lazyComponent(async () => (await listParts()).ListStatus, 'afterwards'),
  Empty: lazyComponent(async () => (await import('./empty-list.tsx')).EmptyList, 'afterwards'),
  Notices: lazyComponent(async () => (await listParts()).DeviceNotices, 'afterwards'),
  SelectionBar: lazyComponent(
    async () => (await import('./selection-bar.tsx')).SelectionBar,
    'afterwards',
  ),
}

/** The list of devices. */
export function DeviceListPage() {
  const connection = useConnection()

  async function rereadSnapshot({ q }: DeviceListParams) {
    // The snapshot answers a search, so refreshing one means reading it again.
    if (q !== '') await (await import('../fleet/fleet.ts')).fleetOf(connection).refresh()
  }

  return (
    <ListScreen
      list={definition}
      pageQuery={(params) => deviceQueries.page(connection, params)}
      beforeRefresh={rereadSnapshot}
    />
  )
}

function DeviceSearch(situation: DeviceListSituation) {
  const { params, goTo } = situation.place
  return (
    <>
      <SearchField
        label="Search devices"
        placeholder="Search: name, owner, hardware ID, status:offline, seen:>90d"
        q={params.q}
        onSearch={(q, isTyping) => goTo({ q }, { replace: isTyping })}
      />
      {/* The width of the filters, so that the field keeps its own when they come. */}
      <div className="max-sm:size-11 sm:-mr-2 sm:h-8 sm:basis-[35.5rem]">
        <ListFilters {...situation} />
      </div>
    </>
  )
}
