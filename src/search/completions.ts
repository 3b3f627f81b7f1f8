import { fold } from '../lib/fold.ts'
import { termKinds, termNames } from '../fleet/terms.ts'
import { tokens } from '../fleet/query.ts'

/** A completion of the term at the caret. */
export interface Completion {
  label: string
  /** The whole text, completed. */
  text: string
  /** Caret position after it, 0-based. */
  caret: number
}

/**
 * Completes term names, and after a colon their values; before anything is typed, every name.
 * `caret` is a 0-based position in `text`.
 */
export function completions(text: string, caret: number): Completion[] {
  const token = tokens(text).find(({ start, end }) => start < caret && caret <= end)
  const start = token?.start ?? caret
  const typed = text.slice(start, caret)
  const sign = typed.startsWith('-') ? '-' : ''
  const part = typed.slice(sign.length)
  const colon = part.indexOf(':')

  const take = (label: string, ends: boolean): Completion => {
    const before = text.slice(0, start) + sign + label
    const after = text.slice(token?.end ?? caret)
    const space = ends && !/^\s/.test(after) ? ' ' : ''
    const written = before + space
    return { label, text: written + after, caret: before.length + (ends ? 1 : 0) }
  }

  if (colon < 0) {
    return termNames
      .filter((name) => name.startsWith(fold(part)))
      .map((name) => take(`${name}:`, false))
  }
  const name = part.slice(0, colon).toLowerCase()
  const kind = Object.hasOwn(termKinds, name) ? termKinds[name] : undefined
  if (!kind) return []
  const value = fold(part.slice(colon + 1).replaceAll('"', ''))
  return kind.proposals
    .filter((proposal) => proposal.startsWith(value))
    .map((proposal) => take(`${name}:${proposal}`, true))
}
