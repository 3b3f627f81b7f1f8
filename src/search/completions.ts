import { formatPath } from '../query/posture-path.ts'
import type { PathSummary } from '../fleet/posture-summary.ts'
import { postureTerm } from '../query/posture-values.ts'
import { tokens } from '../query/query.ts'
import { termKinds, termNames } from '../query/terms.ts'
import { fold } from '../lib/fold.ts'

/** A completion of the term at the caret. */
export interface Completion {
  label: string
  /** The whole text, completed. */
  text: string
  /** Caret position after it, 0-based. */
  caret: number
}

/** How a term begins: its name, or the way into the posture. */
const beginnings = [...termNames.map((name) => `${name}:`), 'posture.']

interface Typed {
  /** 0-based ends of the term at the caret. */
  start: number
  end: number
  sign: '-' | ''
  /** The term up to the caret, without its sign. */
  part: string
}

/**
 * Completes term names, and after a colon their values; before anything is typed, every name.
 * `caret` is a 0-based position in `text`; `postures` are the known paths of the posture.
 */
export function completions(
  text: string,
  caret: number,
  postures: readonly PathSummary[] = [],
): Completion[] {
  const typed = typedAt(text, caret)
  const take = (label: string, ends: boolean): Completion => {
    const before = text.slice(0, typed.start) + typed.sign + label
    const after = text.slice(typed.end)
    const space = ends && !/^\s/.test(after) ? ' ' : ''
    const written = before + space
    return { label, text: written + after, caret: before.length + (ends ? 1 : 0) }
  }
  if (isPosturePath(typed)) return postureCompletions(typed.part, postures, take)

  const { part } = typed
  const colon = part.indexOf(':')
  if (colon < 0) {
    return beginnings.filter((name) => name.startsWith(fold(part))).map((name) => take(name, false))
  }
  const name = part.slice(0, colon).toLowerCase()
  const kind = Object.hasOwn(termKinds, name) ? termKinds[name] : undefined
  if (!kind) return []
  const value = fold(part.slice(colon + 1).replaceAll('"', ''))
  return kind.proposals
    .filter((proposal) => proposal.startsWith(value))
    .map((proposal) => take(`${name}:${proposal}`, true))
}

/** True when the term at the caret is about a path of the posture: only then are the paths needed. */
export function asksForPosturePath(text: string, caret: number): boolean {
  return isPosturePath(typedAt(text, caret))
}

function typedAt(text: string, caret: number): Typed {
  const token = tokens(text).find(({ start, end }) => start < caret && caret <= end)
  const start = token?.start ?? caret
  const typed = text.slice(start, caret)
  const sign = typed.startsWith('-') ? '-' : ''
  return { start, end: token?.end ?? caret, sign, part: typed.slice(sign.length) }
}

function isPosturePath({ part }: Typed): boolean {
  return /^posture\./i.test(part)
}

/** Completes a path, and after its colon the values that devices have there, the most frequent first. */
function postureCompletions(
  part: string,
  postures: readonly PathSummary[],
  take: (label: string, ends: boolean) => Completion,
): Completion[] {
  const paths = postures.map((summary) => ({
    summary,
    name: `posture.${formatPath(summary.path)}:`,
  }))
  const typed = fold(part)
  const named = paths.find(({ name }) => typed.startsWith(fold(name)))
  if (!named) {
    return paths
      .filter(({ name }) => fold(name).startsWith(typed))
      .map(({ name }) => take(name, false))
  }
  return valueTerms(named.summary)
    .filter((term) => fold(term).startsWith(typed))
    .map((term) => take(term, true))
}

function valueTerms({ path, values, types }: PathSummary): string[] {
  const hasTimes = types.some(({ type }) => type === 'time')
  return [
    ...values.map(({ text }) => postureTerm(path, { comparison: '=', value: text })),
    ...(hasTimes ? ages.map(({ comparison, ms }) => postureTerm(path, { comparison, ms })) : []),
    postureTerm(path, { comparison: 'none' }),
  ]
}

const day = 86_400_000
const ages = [
  { comparison: '<', ms: 7 * day },
  { comparison: '>', ms: 30 * day },
] as const
