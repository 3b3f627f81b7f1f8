import { useTable, type SortingState } from '@tanstack/react-table'
import { useEffect, useRef } from 'react'
import type { SortBy } from '../api/sort.ts'
import { features, type AnyRow, type ListTable, type ListTableOptions } from './table-features.ts'

interface Options<R extends AnyRow, Field extends string> extends Pick<
  ListTableOptions<R>,
  'columns' | 'meta'
> {
  rows: readonly R[]
  /** Which columns are shown; others are, too. */
  columnVisibility?: Record<string, boolean>
  sortFields?: readonly Field[]
  sort?: readonly SortBy<Field>[]
  onSort?: (sort: SortBy<Field>[]) => void
}

const noFields: readonly never[] = []
/** The same object each time, as rows render anew when theirs changes. */
const none = {}

/** Creates the table of rows that come sorted and paged. */
export function useListTable<R extends AnyRow, Field extends string = never>({
  rows,
  columns,
  meta = none,
  columnVisibility = none,
  sortFields = noFields,
  sort = noFields,
  onSort,
}: Options<R, Field>): ListTable<R> {
  const sorting: SortingState = sort.map(({ field, descending }) => ({
    id: field,
    desc: descending,
  }))
  return useReleasedTable<R>({
    features,
    columns,
    data: rows,
    meta,
    getRowId: (row) => row.id,
    manualSorting: true,
    sortDescFirst: false,
    state: { sorting, columnVisibility },
    onSortingChange: (update) => {
      onSort?.(toSort(typeof update === 'function' ? update(sorting) : update, sortFields))
    },
  })
}

/** Translates TanStack's sorting state; keys that are none of `fields` are dropped. */
export function toSort<Field extends string>(
  sorting: SortingState,
  fields: readonly Field[],
): SortBy<Field>[] {
  return sorting.flatMap(({ id, desc }) => {
    const field = fields.find((known) => known === id)
    return field ? [{ field, descending: desc }] : []
  })
}

/** In place of rows, and of functions that close over a page. */
const released = { data: [], meta: {}, getRowId: () => '', onSortingChange: () => undefined }

/** Releases its rows when it is gone: V8 keeps the first table's getters alive, and so its options. */
function useReleasedTable<R extends AnyRow>(options: ListTableOptions<R>): ListTable<R> {
  const table = useTable(options)
  const first = useRef(options)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // React's strict mode unmounts and mounts again at once.
    clearTimeout(leaving.current)
    const given = first.current
    return () => {
      leaving.current = setTimeout(() => {
        Object.assign(given, released)
        table.setOptions((latest) => ({ ...latest, ...released }))
        table.getRowModel()
      })
    }
  }, [table])
  return table
}
