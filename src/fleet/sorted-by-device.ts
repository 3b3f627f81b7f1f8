import type { Device } from '../api/device.ts'
import type { SortEntry } from '../device/fields.ts'
import { toSearchable, type Searchable } from '../query/searchable.ts'
import { sortDevices } from './snapshot/ordering.ts'

/** Sorts what is about devices by their fields, as the list of devices does; without a sort, the order stays. */
export function sortedByDevice<T extends { device: Device }>(
  items: readonly T[],
  sort: readonly SortEntry[],
  rowOf: (id: string) => Searchable | undefined,
): readonly T[] {
  if (sort.length === 0) return items
  const searchable = items.map((item) => ({
    ...(rowOf(item.device.id) ?? toSearchable(item.device)),
    item,
  }))
  return sortDevices(searchable, sort).map(({ item }) => item)
}
