import { useMemo } from 'react'
import { createStoredValue, oneOf } from '../lib/stored.ts'
import { useStore } from '../lib/use-store.ts'
import type { Density } from '../list/table.tsx'
import { deviceColumns, fixedColumns, hiddenAtFirst } from './columns.tsx'

/** Row height of the device table, remembered on this device. */
export const density = createStoredValue<Density>('density', oneOf(['comfortable', 'compact']))

/** Ids of the columns that are not shown, remembered on this device. */
export const hiddenColumns = createStoredValue<readonly string[]>('hidden-columns', (stored) =>
  Array.isArray(stored) && stored.every((id) => typeof id === 'string') ? stored : hiddenAtFirst,
)

/** The columns that may be hidden, with the name each goes by. */
export const optionalColumns = deviceColumns.flatMap((column) => {
  const id = columnId(column)
  return fixedColumns.includes(id) ? [] : [{ id, label: column.meta?.label ?? id }]
})

/** True for a column that is shown while those in `hidden` are not, and those in `needed` are in any case. */
export function isShown(
  id: string,
  hidden: readonly string[],
  needed: readonly (string | undefined)[],
): boolean {
  return fixedColumns.includes(id) || needed.includes(id) || !hidden.includes(id)
}

/**
 * The columns selected on this device, in their order; and whatever the rows are sorted by (ids, with
 * commas between), or nobody could see why they stand as they do.
 */
export function useShownColumns(sortedBy: string): typeof deviceColumns {
  const hidden = useStore(hiddenColumns)
  return useMemo(
    () => deviceColumns.filter((column) => isShown(columnId(column), hidden, sortedBy.split(','))),
    [hidden, sortedBy],
  ) as typeof deviceColumns
}

function columnId(column: (typeof deviceColumns)[number]): string {
  return 'accessorKey' in column ? column.accessorKey : (column.id ?? '')
}
