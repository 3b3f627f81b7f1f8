import { formatQuery, parseQuery } from '../query/query.ts'
import type { Term } from '../query/terms.ts'

/** The kind of term that a menu sets. */
export type FilterKind =
  | Exclude<Term['kind'], 'word' | 'unreadable' | 'time'>
  | 'seen'
  | 'registered'

/** Returns the kind of a term; undefined for words and for terms that can't be parsed. */
export function filterKind(term: Term): FilterKind | 'updated' | undefined {
  if (term.kind === 'word' || term.kind === 'unreadable') return undefined
  return term.kind === 'time' ? term.name : term.kind
}

/** Makes `source` the only term of its kind in the search; removes that kind without one. */
export function withFilter(q: string, kind: FilterKind, source: string | undefined): string {
  const others = parseQuery(q).terms.filter((term) => filterKind(term) !== kind)
  const added = source === undefined ? [] : parseQuery(source).terms
  return formatQuery([...others, ...added])
}

/** Removes a term from the search by its 0-based position. */
export function withoutTerm(q: string, position: number): string {
  return formatQuery(parseQuery(q).terms.filter((_, place) => place !== position))
}
