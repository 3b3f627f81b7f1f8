import { readSort, spellSort, type ServerSortEntry } from '../api/sort.ts'

export const pageSizes = [10, 25, 50, 100] as const
export type PageSize = (typeof pageSizes)[number]
export const defaultPageSize: PageSize = 25

/** More keys than this are no order a person means. */
const mostSortKeys = 3

/** More text than this is no question a person asks. */
const longestSearchText = 500

/** What a list address asks for. The URL is its only home. */
export interface ListParams {
  /** Search text, one space between words; empty for the whole list. */
  q: string
  sort: readonly ServerSortEntry[]
  /** 1-based. */
  page: number
  size: PageSize
}

/** Reads the address of a list; what makes no sense falls back to the default. */
export function parseListParams(search: string): ListParams {
  const query = new URLSearchParams(search)
  return {
    q: tidySearchText(query.get('q') ?? ''),
    sort: parseSort(query.get('sort') ?? ''),
    page: /^[1-9]\d{0,8}$/.test(query.get('page') ?? '') ? Number(query.get('page')) : 1,
    size: toPageSize(Number(query.get('size'))),
  }
}

/** A number of rows as one of those on offer; the default for any other. */
export function toPageSize(size: number): PageSize {
  return pageSizes.find((known) => known === size) ?? defaultPageSize
}

/** The address of a list, defaults left out: `?sort=-lastConnection,name&page=3` or empty. */
export function listSearch({ q, sort, page, size }: ListParams): string {
  // Written by hand: URLSearchParams would escape colons and commas, which need none.
  const parts = [
    q !== '' && `q=${spellSearchText(q)}`,
    sort.length > 0 && `sort=${sort.map((entry) => spellSort(entry, 'prefix')).join(',')}`,
    page > 1 && `page=${page}`,
    size !== defaultPageSize && `size=${size}`,
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/** Readable in an address bar, and exactly as a browser hands it back. */
function spellSearchText(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll("'", '%27')
}

/** Search text in the one form in which it is compared and addressed. */
export function tidySearchText(text: string): string {
  const tidy = text.replace(/\s+/g, ' ').trim().slice(0, longestSearchText).trim()
  // Last, because the cut may halve a character, which no address can hold.
  return tidy.toWellFormed()
}

/** The same list seen otherwise: any change but of the page itself goes back to page 1. */
export function changeList(params: ListParams, change: Partial<ListParams>): ListParams {
  return { ...params, page: 1, ...change }
}

/** Number of the last page; at least 1. `limit` is the page size in force. */
export function lastPage(total: number, limit: number): number {
  return Math.max(1, Math.ceil(total / limit))
}

/**
 * The page meant by one that holds nothing: the last one, and always an earlier one, since a server
 * may count devices that it does not list.
 */
export function pageInstead(page: number, last: number | undefined): number {
  return Math.max(1, Math.min(page - 1, last ?? 1))
}

function parseSort(spelled: string): ServerSortEntry[] {
  const entries: ServerSortEntry[] = []
  for (const part of spelled.split(',')) {
    const entry = readSort(part, 'prefix')
    if (entry && !entries.some((earlier) => earlier.field === entry.field)) entries.push(entry)
  }
  return entries.slice(0, mostSortKeys)
}
