import { attempt } from '../lib/attempt.ts'
import { sortFormats, type SortFormat } from './sort.ts'

/** Storage item with the sort format of an API's host, until the tab closes or its person signs out. */
export function sortFormatItem(host: string): string {
  return `device-console.sort-format.${host}`
}

/** Returns the sort format that this tab found out for an API's host, if it did. */
export function recallSortFormat(host: string): SortFormat | undefined {
  const stored = attempt(() => sessionStorage.getItem(sortFormatItem(host)))
  return sortFormats.find((format) => format === stored)
}
