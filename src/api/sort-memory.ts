import { attempt } from '../lib/attempt.ts'
import { sortFormats, type SortFormat } from './sort.ts'

const itemOf = (host: string) => `device-console.sort-format.${host}`

/** Returns the sort format that this tab found out for an API's host, if it did. */
export function recallSortFormat(host: string): SortFormat | undefined {
  const stored = attempt(() => sessionStorage.getItem(itemOf(host)))
  return sortFormats.find((format) => format === stored)
}

/** Stores the sort format of an API's host until the tab closes or its person signs out. */
export function rememberSortFormat(host: string, format: SortFormat): void {
  attempt(() => sessionStorage.setItem(itemOf(host), format))
}
