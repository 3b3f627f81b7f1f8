import { formatQuery, parseQuery } from '../fleet/query.ts'
import type { Term } from '../fleet/terms.ts'

/** What a menu filters by; two terms of one kind are two answers to one question. */
export type FilterKind =
  | Exclude<Term['kind'], 'word' | 'unreadable' | 'time'>
  | 'seen'
  | 'registered'

/** The kind of a term, for terms a menu can set; `undefined` for words and what could not be read. */
export function filterKind(term: Term): FilterKind | 'updated' | undefined {
  if (term.kind === 'word' || term.kind === 'unreadable') return undefined
  return term.kind === 'time' ? term.name : term.kind
}

/** The search with `source` as its one answer for `kind`; without one, the question is taken back. */
export function withFilter(q: string, kind: FilterKind, source: string | undefined): string {
  const others = parseQuery(q).terms.filter((term) => filterKind(term) !== kind)
  const added = source === undefined ? [] : parseQuery(source).terms
  return formatQuery([...others, ...added])
}

/** The search without one of its terms, by its place. */
export function withoutTerm(q: string, position: number): string {
  return formatQuery(parseQuery(q).terms.filter((_, place) => place !== position))
}
