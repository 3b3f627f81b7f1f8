import type { Device } from '../api/device.ts'
import { serverSortFields, sortFields, type SortField } from '../api/sort.ts'
import { paths } from '../lib/paths.ts'
import { createListAddress } from '../list/list-address.ts'
import type { ListParams } from '../list/list-params.ts'
import type { ListSituation } from '../list/list-screen.tsx'
import type { PageOfDevices } from './read-page.ts'

/** The address of the list of devices. A search sorts by every field, because its snapshot is local. */
export const deviceList = createListAddress<SortField>(paths.devices(), (q) =>
  q === '' ? serverSortFields : sortFields,
)

export type DeviceListParams = ListParams<SortField>
/** Props of the parts of the list of devices. */
export type DeviceListSituation = ListSituation<Device, SortField, PageOfDevices>
