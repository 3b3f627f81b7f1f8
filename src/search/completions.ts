import type { TermName } from '../device/fields.ts'
import type { Facets } from '../fleet/requests.ts'
import type { FieldSummary } from '../fleet/snapshot/posture-fields.ts'
import { formatPath } from '../query/posture-path.ts'
import type { PostureSummary } from '../fleet/snapshot/posture-summary.ts'
import { postureTerm, timeOf } from '../query/posture-values.ts'
import { termOf, tokens } from '../query/query.ts'
import { facetFields, isTermName, termKinds, termNames, type FacetField } from '../query/terms.ts'
import { fold } from '../lib/fold.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { dayMs } from '../lib/time.ts'

export interface Completion {
  label: string
  text: string
  /** Caret position after it, 0-based. */
  caret: number
}

/** Names and values in the postures of a fleet. */
type KnownPostures = Pick<PostureSummary, 'fields' | 'failing'>

export interface KnownValues {
  postures?: KnownPostures
  facets?: Facets
}

/** How a term begins: its name, or the way into the posture. */
export const beginnings = [...termNames.map((name) => `${name}:`), 'posture.']

interface Typed {
  /** 0-based ends of the term at the caret. */
  start: number
  end: number
  sign: '-' | ''
  /** The term up to the caret, without its sign. */
  part: string
}

/** Completes the names of terms, and after a colon their values. `caret` is 0-based. */
export function completions(
  text: string,
  caret: number,
  { postures, facets }: KnownValues = {},
): Completion[] {
  const typed = typedAt(text, caret)
  const take = (label: string, ends: boolean): Completion => {
    const before = text.slice(0, typed.start) + typed.sign + label
    const after = text.slice(typed.end)
    const space = ends && !/^\s/.test(after) ? ' ' : ''
    const written = before + space
    return { label, text: written + after, caret: before.length + (ends ? 1 : 0) }
  }
  if (isAboutPosture(typed)) return postures ? postureCompletions(typed.part, postures, take) : []

  const { part } = typed
  const colon = part.indexOf(':')
  if (colon < 0) {
    return beginnings.filter((name) => name.startsWith(fold(part))).map((name) => take(name, false))
  }
  const name = part.slice(0, colon).toLowerCase()
  if (!isTermName(name)) return []
  const value = unquoted(part.slice(colon + 1))
  const counted = (facets && isFacetField(name) && facets[name]) || []
  const proposed = termKinds[name].proposals.map((label) => ({ label, term: `${name}:${label}` }))
  const found = [...counted, ...proposed].filter(({ label, term }) =>
    [label, term.slice(colon + 1)].some((known) => unquoted(known).startsWith(value)),
  )
  return [...new Set(found.map(({ term }) => term))].filter(isPlain).map((term) => take(term, true))
}

/** Which values of the devices complete the term at the caret: only then are they needed. */
export function valuesFor(text: string, caret: number): keyof KnownValues | undefined {
  const typed = typedAt(text, caret)
  if (isAboutPosture(typed)) return 'postures'
  return typed.part.includes(':') ? 'facets' : undefined
}

function typedAt(text: string, caret: number): Typed {
  const token = tokens(text).find(({ start, end }) => start < caret && caret <= end)
  const start = token?.start ?? caret
  const typed = text.slice(start, caret)
  const sign = typed.startsWith('-') ? '-' : ''
  return { start, end: token?.end ?? caret, sign, part: typed.slice(sign.length) }
}

function isAboutPosture({ part }: Typed): boolean {
  return /^(?:posture\.|failed:)/i.test(part)
}

/** Completes the name of a failed check, or a path and its values, the most frequent first. */
function postureCompletions(
  part: string,
  { fields, failing }: KnownPostures,
  take: (label: string, ends: boolean) => Completion,
): Completion[] {
  const typed = fold(part)
  if (typed.startsWith('failed:')) {
    return failing.values
      .map(({ text }) => termOf('failed', text).source)
      .filter((term) => isPlain(term) && unquoted(term).startsWith(unquoted(typed)))
      .map((term) => take(term, true))
  }
  const paths = fields.map((field) => ({ field, name: `posture.${formatPath(field.path)}:` }))
  const named = paths.find(({ name }) => typed.startsWith(fold(name)))
  if (!named) {
    return paths
      .filter(({ name }) => isPlain(name) && fold(name).startsWith(typed))
      .map(({ name }) => take(name, false))
  }
  return valueTerms(named.field)
    .filter((term) => isPlain(term) && fold(term).startsWith(typed))
    .map((term) => take(term, true))
}

/** A field can’t mark characters that hide, so texts with such aren’t offered. */
function isPlain(term: string): boolean {
  return sanitizeForDisplay(term, Infinity) === term
}

function isFacetField(name: TermName): name is FacetField {
  return facetFields.some((field) => field === name)
}

function unquoted(term: string): string {
  return fold(term.replaceAll('"', ''))
}

function valueTerms({ path, values }: FieldSummary): string[] {
  // A time is asked for by its age: few devices share one.
  const shared = values.filter(({ text }) => Number.isNaN(timeOf(text)))
  const hasTimes = shared.length < values.length
  return [
    ...shared.map(({ text }) => postureTerm(path, { comparison: '=', value: text })),
    ...(hasTimes ? ages.map(({ comparison, ms }) => postureTerm(path, { comparison, ms })) : []),
    postureTerm(path, { comparison: 'none' }),
  ]
}

const ages = [
  { comparison: '<', ms: 7 * dayMs },
  { comparison: '>', ms: 30 * dayMs },
] as const
