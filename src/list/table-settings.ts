import { useMemo } from 'react'
import type { Store } from '../lib/store.ts'
import { createStoredValue, oneOf } from '../lib/stored.ts'
import { useStore } from '../lib/use-store.ts'
import type { Column } from './column.ts'
import type { Density } from './table.tsx'

/** Row height of all lists, remembered in this browser. */
export const density = createStoredValue<Density>('density', oneOf(['comfortable', 'compact']))

/** Which columns of a list are shown, remembered in this browser. */
export interface TableSettings {
  /** IDs of the hidden columns. */
  hidden: Store<readonly string[]>
  hiddenAtFirst: readonly string[]
  /** Columns that a person may hide. */
  optional: readonly { id: string; label: string }[]
  /** Returns the label of a column. */
  labelOf: (id: string) => string
  /** True for a column that is shown now; those in `needed` always are. */
  isShown: (id: string, needed?: readonly (string | undefined)[]) => boolean
}

/** Creates the settings of a list under the name they are stored by. */
export function createTableSettings(
  name: string,
  columns: readonly Pick<Column<never>, 'id' | 'label'>[],
  { fixed, hiddenAtFirst }: { fixed: readonly string[]; hiddenAtFirst: readonly string[] },
): TableSettings {
  const hidden = createStoredValue<readonly string[]>(name, (stored) =>
    Array.isArray(stored) && stored.every((id) => typeof id === 'string') ? stored : hiddenAtFirst,
  )
  return {
    hidden,
    hiddenAtFirst,
    labelOf: (id) => columns.find((column) => column.id === id)?.label ?? id,
    optional: columns.filter(({ id }) => !fixed.includes(id)),
    isShown: (id, needed = []) =>
      fixed.includes(id) || needed.includes(id) || !hidden.get().includes(id),
  }
}

/** Filters the columns to those shown and those the rows are sorted by, or nobody could see their order. */
export function useShownColumns<Row>(
  columns: readonly Column<Row>[],
  settings: TableSettings,
  sort: readonly { field: string }[],
): readonly Column<Row>[] {
  const hidden = useStore(settings.hidden)
  const sortedBy = sort.map(({ field }) => field).join(',')
  return useMemo(
    () => columns.filter(({ id }) => settings.isShown(id, sortedBy.split(','))),
    // `isShown` reads the hidden columns itself.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
    [columns, settings, hidden, sortedBy],
  )
}
