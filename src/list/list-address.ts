import type { Location } from 'react-router'
import { parseSort, serializeSort, type SortBy } from '../api/sort.ts'
import { isRecord } from '../lib/is-record.ts'
import { isSamePath } from '../lib/paths.ts'
import { mayNameEmail } from '../lib/text.ts'
import { idOfPrivateText, privateTexts, type Session } from '../session/open-session.ts'

export const pageSizes = [10, 25, 50, 100] as const
export type PageSize = (typeof pageSizes)[number]
export const defaultPageSize: PageSize = 25

const maxSortKeys = 3
const maxSearchLength = 500

/** The state of a list. The URL is its only home. */
export interface ListParams<Field extends string = string> {
  /** Search text, single-spaced; empty for the whole list. */
  q: string
  sort: readonly SortBy<Field>[]
  /** 1-based. */
  page: number
  size: PageSize
}

/** Reads the search of a list's address by the fields to sort by; what is unusable becomes the default. */
export function parseListParams<Field extends string>(
  search: string,
  fieldsFor: (q: string) => readonly Field[],
): ListParams<Field> {
  const query = new URLSearchParams(search)
  const q = tidySearchText(query.get('q') ?? '')
  return {
    q,
    sort: parseSortKeys(query.get('sort') ?? '', fieldsFor(q)),
    page: /^[1-9]\d{0,8}$/.test(query.get('page') ?? '') ? Number(query.get('page')) : 1,
    size: toPageSize(Number(query.get('size'))),
  }
}

/** Returns the page size on offer that equals `size`, or the default. */
export function toPageSize(size: number): PageSize {
  return pageSizes.find((known) => known === size) ?? defaultPageSize
}

/** Writes the search of a list's address without defaults: `?sort=-lastConnection,name&page=3`, or empty. */
export function listSearch({ q, sort, page, size }: ListParams): string {
  // URLSearchParams would escape colons and commas, which are legal and readable here.
  const parts = [
    q !== '' && `q=${serializeSearchText(q)}`,
    sort.length > 0 && `sort=${sort.map((key) => serializeSort(key, 'prefix')).join(',')}`,
    page > 1 && `page=${page}`,
    size !== defaultPageSize && `size=${size}`,
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/** Readable in an address bar, and exactly as a browser hands it back. */
function serializeSearchText(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll("'", '%27')
}

/** Normalizes search text to the one form in which it is compared and addressed. */
export function tidySearchText(text: string): string {
  const tidy = text.replace(/\s+/g, ' ').trim().slice(0, maxSearchLength).trim()
  // Last, because the cut may halve a surrogate pair, which no address can hold.
  return tidy.toWellFormed()
}

/** Applies a change; anything but a change of page returns to page 1. */
export function changeList<Field extends string>(
  params: ListParams<Field>,
  change: Partial<ListParams<Field>>,
): ListParams<Field> {
  return { ...params, page: 1, ...change }
}

/** Returns the number of the last page, at least 1. `limit` is the page size in force. */
export function lastPage(total: number, limit: number): number {
  return Math.max(1, Math.ceil(total / limit))
}

/** Redirects an empty page to the last page, always before this one, because `total` may be too high. */
export function pageInstead(page: number, last: number | undefined): number {
  return Math.max(1, Math.min(page - 1, last ?? 1))
}

function parseSortKeys<Field extends string>(
  serialized: string,
  fields: readonly Field[],
): SortBy<Field>[] {
  const sort: SortBy<Field>[] = []
  for (const part of serialized.split(',')) {
    const key = parseSort(part, 'prefix', fields)
    if (key && sort.every(({ field }) => field !== key.field)) sort.push(key)
  }
  return sort.slice(0, maxSortKeys)
}

/** A list as a history entry holds it: an e-mail address may stand in neither of its parts. */
export interface ListOrigin {
  /** The list's address: its path and its search. */
  path: string
  list: string
  /** ID of a search text that is held in memory only, because it names an e-mail address. */
  textId?: string
}

/** A link to a list: its address and the state of its history entry. */
export interface ListLink {
  to: string
  state: ListOrigin
}

/** Translates between the parameters of one list, its address and its history entries. */
export type ListAddress<Field extends string> = ReturnType<typeof createListAddress<Field>>

/** Creates the address of the list at `path`, by its fields to sort by: of a list with a search, for its text. */
export function createListAddress<Field extends string>(
  path: string,
  fields: readonly Field[] | ((q: string) => readonly Field[]),
) {
  const hasSearch = typeof fields === 'function'
  const fieldsFor = hasSearch ? fields : () => fields
  function parse(search: string): ListParams<Field> {
    const params = parseListParams(search, fieldsFor)
    return hasSearch ? params : { ...params, q: '' }
  }
  return {
    path,
    fieldsFor,
    parse,
    originOf: (session: Session, params: ListParams<Field>): ListOrigin =>
      mayNameEmail(params.q)
        ? {
            path,
            list: listSearch({ ...params, q: '' }),
            textId: idOfPrivateText(session, params.q),
          }
        : { path, list: listSearch(params) },
    paramsOf(session: Session, { list, textId = '' }: ListOrigin): ListParams<Field> {
      const params = parse(list)
      return { ...params, q: privateTexts(session).get(textId) ?? params.q }
    },
    linkTo: (origin: ListOrigin): ListLink => ({ to: path + origin.list, state: origin }),
    /** The list that the page at `location` is, or that it was opened from. */
    originAt({ pathname, search, state }: Location): ListOrigin {
      // Another list's search would be one that nobody has seen of this.
      const { list, textId } = isRecord(state) && state['path'] === path ? state : {}
      const held = typeof list === 'string' ? list : ''
      return {
        path,
        list: isSamePath(pathname, path) ? search : held,
        ...(typeof textId === 'string' && { textId }),
      }
    },
  }
}
