import { useTable, type RowData, type TableOptions } from '@tanstack/react-table'
import { useEffect, useRef } from 'react'
import type { features, TableOf } from './features.ts'

/** In place of rows, and of functions that close over a page. */
const released = { data: [], getRowId: () => '', onSortingChange: () => undefined }

/**
 * A table that lets go of its rows once it is no longer shown. V8 keeps the getters of the first table
 * ever made alive with the shape of its objects, and with them the options it was first and last given.
 */
export function useReleasedTable<Row extends RowData>(
  options: TableOptions<typeof features, Row>,
): TableOf<Row> {
  const table: TableOf<Row> = useTable(options)
  const first = useRef(options)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // React's strict mode leaves and comes back at once.
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
