import {
  rowSortingFeature,
  tableFeatures,
  useTable,
  type Header,
  type ReactTable,
  type RowData,
  type SortingState,
  type TableOptions,
} from '@tanstack/react-table'
import { useEffect, useMemo, useRef } from 'react'
import type { Column, ColumnLayout } from './column.ts'
import type { SortBy } from './list-params.ts'

/** The parts of TanStack Table in use; the source of the rows sorts and pages them. */
const features = tableFeatures({ rowSortingFeature, columnMeta: {} as ColumnLayout })

export type HeaderOf<Row extends RowData> = Header<typeof features, Row>

/** A table with the columns that it shows. */
export interface ListTable<Row extends RowData> {
  table: ReactTable<typeof features, Row>
  columns: readonly Column<Row>[]
}

interface ListTableOptions<Row, Field extends string> {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  /** Fields that a click on a header may sort by. */
  sortFields?: readonly Field[]
  sort?: readonly SortBy<Field>[]
  onSort?: (sort: SortBy<Field>[]) => void
}

const noFields: readonly never[] = []

/**
 * The value of every column, as TanStack Table sorts none without one. A function made in a component
 * would keep that component's rows in memory with the first table's columns.
 */
const wholeRow = <Row>(row: Row) => row

/** Creates the table of rows that come sorted and paged. */
export function useListTable<Row extends { id: string }, Field extends string = never>({
  rows,
  columns,
  sortFields = noFields,
  sort = noFields,
  onSort,
}: ListTableOptions<Row, Field>): ListTable<Row> {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: wholeRow,
        enableSorting: sortFields.some((field) => field === column.id),
        meta: column,
      })),
    [columns, sortFields],
  )
  const sorting: SortingState = sort.map(({ field, descending }) => ({
    id: field,
    desc: descending,
  }))
  const table = useReleasedTable<Row>({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row) => row.id,
    manualSorting: true,
    sortDescFirst: false,
    state: { sorting },
    onSortingChange: (update) => {
      onSort?.(toSort(typeof update === 'function' ? update(sorting) : update, sortFields))
    },
  })
  return { table, columns }
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
const released = { data: [], getRowId: () => '', onSortingChange: () => undefined }

/**
 * A table that releases its rows when it is no longer shown. V8 keeps the getters of the first table
 * ever made alive with the shape of its objects, and with them the first and the last options.
 */
function useReleasedTable<Row extends RowData>(
  options: TableOptions<typeof features, Row>,
): ReactTable<typeof features, Row> {
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
