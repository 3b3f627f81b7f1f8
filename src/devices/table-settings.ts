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

/** Every column a file can have, by the field's name. */
export function allColumns(): { id: string; label: string }[] {
  return deviceColumns.flatMap((column) => {
    const id = columnId(column)
    if (id === 'select' || id === 'actions') return []
    const own = { id, label: column.meta?.label ?? id }
    return id === 'owner' ? [own, { id: 'ownerEmail', label: 'Owner e-mail' }] : [own]
  })
}

/** True for a column that is shown while those in `hidden` are not, and those in `needed` are in any case. */
function isShown(id: string, hidden: readonly string[], needed: readonly string[]): boolean {
  return fixedColumns.includes(id) || needed.includes(id) || !hidden.includes(id)
}

/**
 * The columns of a file as the table shows them now, with those that were sorted by or filtered on
 * (`needed`), and with what stands below the names in each row: it tells devices and people of the
 * same name apart.
 */
export function shownColumns(needed: readonly string[]): { id: string; label: string }[] {
  const hidden = hiddenColumns.get()
  return allColumns().filter(({ id }) =>
    isShown(id === 'ownerEmail' ? 'owner' : id, hidden, ['hardwareId', ...needed]),
  )
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
