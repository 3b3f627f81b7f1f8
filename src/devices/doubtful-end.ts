import type { DevicePage } from '../api/device.ts'
import type { ListPage } from './read-page.ts'

/** 0-based position behind the last row of a page. */
export function endOf({ offset, devices, unreadable }: DevicePage): number {
  return offset + devices.length + unreadable
}

/** The page with what the next one shows of the end: rows it does not repeat are more rows. */
export function withEnd(page: ListPage, next: DevicePage): ListPage {
  const ids = new Set(page.devices.map(({ id }) => id))
  const hasNext = next.unreadable > 0 || next.devices.some(({ id }) => !ids.has(id))
  return { ...page, hasNext, ...(!hasNext && { total: endOf(page) }) }
}
