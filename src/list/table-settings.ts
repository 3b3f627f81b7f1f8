import { useMemo } from 'react'
import { createStoredValue, oneOf } from '../lib/stored.ts'
import { useStore } from '../lib/use-store.ts'
import type { AnyRow, ListColumns } from './table-features.ts'

/** Row height of all lists, remembered in this browser. */
export const density = createStoredValue('density', oneOf(['comfortable', 'compact']))

/** Which columns of a list are shown, remembered in this browser. */
export type TableSettings = ReturnType<typeof createTableSettings>

/** Before the ID of a column that is shown, where it was hidden at first. */
export const shownMark = '+'

/**
 * Creates the settings of a list under the name they are stored by; some columns are `hiddenAtFirst`. What
 * was stored before there were marks knows of `unmarked` columns, and hides none of these without naming it.
 */
export function createTableSettings<R extends AnyRow>(
  name: string,
  columns: ListColumns<R>,
  hiddenAtFirst: readonly string[],
  unmarked = hiddenAtFirst,
) {
  const marked = hiddenAtFirst.filter((id) => !unmarked.includes(id))
  /** IDs of columns; a person may hide the optional ones. */
  const hidden = createStoredValue<readonly string[]>(name, (stored) =>
    Array.isArray(stored) && stored.every((id) => typeof id === 'string')
      ? [...stored, ...marked.filter((id) => !stored.includes(shownMark + id))]
      : hiddenAtFirst,
  )
  const all = columns.map(({ id = '', header, enableHiding = true }) => ({
    id,
    label: typeof header === 'string' ? header : '',
    isOptional: enableHiding,
  }))
  return {
    hidden,
    hiddenAtFirst,
    columns: all,
    /** True for a column that is shown now; those in `needed` always are. */
    isShown: (id: string, needed: readonly (string | undefined)[]) =>
      needed.includes(id) ||
      !hidden.get().includes(id) ||
      !all.find((column) => column.id === id)?.isOptional,
  }
}

/** Shows the columns that aren't hidden, and those the rows are sorted by, or nobody could see their order. */
export function useColumnVisibility(
  settings: TableSettings,
  sort: readonly { field: string }[],
): Record<string, boolean> {
  const hidden = useStore(settings.hidden)
  const sortedBy = sort.map(({ field }) => field).join(',')
  return useMemo(
    () =>
      Object.fromEntries(
        settings.columns.map(({ id }) => [id, settings.isShown(id, sortedBy.split(','))]),
      ),
    // `isShown` reads the hidden columns itself.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
    [settings, hidden, sortedBy],
  )
}
