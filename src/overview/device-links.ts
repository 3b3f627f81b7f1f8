import { deviceList, type DeviceListParams } from '../devices/device-list.ts'
import type { ListLink } from '../list/list-address.ts'

/** Links to the devices that a search finds. */
export function devicesLink(q: string, sort: DeviceListParams['sort'] = []): ListLink {
  return deviceList.linkTo(deviceList.originOf({ ...deviceList.parse(''), q, sort }))
}

/** The search of a link, as the list reads it: counted from here, a figure equals its list. */
export function searchOf(link: ListLink): string {
  return deviceList.paramsOf(link.state).q
}
