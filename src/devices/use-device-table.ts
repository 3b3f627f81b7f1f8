import type { SortingState } from '@tanstack/react-table'
import type { Device } from '../api/device.ts'
import { serverSortFields, type ServerSortEntry } from '../api/sort.ts'
import { features, type TableOf } from '../list/features.ts'
import { useReleasedTable } from '../list/use-released-table.ts'
import { useShownColumns } from './table-settings.ts'
import type { ListAddress } from '../list/use-list-params.ts'

/** The table of devices; its order is the address's, and whoever gives the rows has sorted them. */
export function useDeviceTable(
  devices: readonly Device[],
  { params, goTo }: ListAddress,
): TableOf<Device> {
  const sorting: SortingState = params.sort.map(({ field, descending }) => ({
    id: field,
    desc: descending,
  }))
  return useReleasedTable({
    features,
    columns: useShownColumns(params.sort.map(({ field }) => field).join(',')),
    data: devices,
    getRowId: (device) => device.id,
    manualSorting: true,
    sortDescFirst: false,
    state: { sorting },
    onSortingChange: (update) => {
      goTo({ sort: toSort(typeof update === 'function' ? update(sorting) : update) })
    },
  })
}

function toSort(sorting: SortingState): ServerSortEntry[] {
  return sorting.flatMap(({ id, desc }) => {
    const field = serverSortFields.find((known) => known === id)
    return field ? [{ field, descending: desc }] : []
  })
}
