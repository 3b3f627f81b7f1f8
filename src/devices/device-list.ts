import type { Device } from '../api/device.ts'
import { serverSortFields, fieldNames, type SortField } from '../device/fields.ts'
import type { Facets } from '../fleet/requests.ts'
import { paths } from '../lib/paths.ts'
import { createListAddress, type ListLink, type ListParams } from '../list/list-address.ts'
import type { ListPage } from '../list/list-page.ts'
import type { ListViewProps } from '../list/list-screen.tsx'
import type { Session } from '../session/open-session.ts'

/** The address of the list of devices. A search sorts by every field, because its snapshot is local. */
export const deviceList = createListAddress<SortField>(paths.devices(), (q) =>
  q === '' ? serverSortFields : fieldNames,
)

export type DeviceListParams = ListParams<SortField>

/** The link to the list of devices with this search, which stays out of the address where it must. */
export function linkToDevices(
  session: Session,
  q: string,
  sort: DeviceListParams['sort'] = [],
): ListLink {
  return deviceList.linkTo(deviceList.originOf(session, { ...deviceList.parse(''), q, sort }))
}

export interface PageOfDevices extends ListPage<Device> {
  /** In a search, how many of the matching devices have which values. */
  facets?: Facets
}

export type DeviceListProps = ListViewProps<Device, SortField, PageOfDevices>
