import type { ListLink } from '../list/list-address.ts'
import { formatQuery, parseQuery } from '../query/query.ts'
import { filterKind, type FilterKind } from '../query/terms.ts'

/** Number of fields that a search filters by. */
export function countFilters(q: string): number {
  return new Set(parseQuery(q).terms.flatMap((term) => filterKind(term) ?? [])).size
}

/** True when the search has this term; people whose IDs differ only in case are two. */
export function hasFilter(q: string, source: string): boolean {
  const plain = (text: string) => (text.startsWith('owner:') ? text : text.toLowerCase())
  return parseQuery(q).terms.some((term) => plain(term.source) === plain(source))
}

/** Makes `source` the only term of its kind in the search. */
export function withFilter(q: string, kind: FilterKind, source: string): string {
  const others = parseQuery(q).terms.filter((term) => filterKind(term) !== kind)
  return formatQuery([...others, ...parseQuery(source).terms])
}

/** Adds a term to the search, or removes it. Terms of one kind that give a value match either value. */
export function toggleFilter(q: string, source: string): string {
  const { terms } = parseQuery(q)
  const without = terms.filter((term) => !hasFilter(term.source, source))
  const isNew = without.length === terms.length
  return formatQuery(isNew ? [...terms, ...parseQuery(source).terms] : without)
}

/** Removes a term from the search by its 0-based position. */
export function withoutTerm(q: string, position: number): string {
  return formatQuery(parseQuery(q).terms.filter((_, index) => index !== position))
}

/** A list that can be searched: its search text, and the way to it with another one. */
export interface SearchPlace {
  params: { q: string }
  /** The list is a part of the fleet, in which nobody counts the values of filters. */
  isPart?: boolean
  /** Links to the first page after a change. */
  linkTo: (change: { q?: string }) => ListLink
  goTo: (change: { q?: string }) => void
}
