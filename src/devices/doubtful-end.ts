import type { DevicePage } from '../api/device.ts'

/** Returns the 0-based position after the last row of a page. */
export function endOf({ offset, devices, unreadable }: DevicePage): number {
  return offset + devices.length + unreadable
}

/** Corrects a page by what the next one shows: rows that it doesn't repeat are more rows. */
export function withEnd(page: DevicePage, next: DevicePage): DevicePage {
  const ids = new Set(page.devices.map(({ id }) => id))
  const hasNext = next.unreadable > 0 || next.devices.some(({ id }) => !ids.has(id))
  return { ...page, hasNext, ...(!hasNext && { total: endOf(page) }) }
}
