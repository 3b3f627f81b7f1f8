import { documentedStatuses } from '../device/status-lists.ts'
import { fields, type TermName } from '../device/fields.ts'
import { parseQuery, tokens } from '../query/query.ts'
import { fieldOfTerm, isTermName, termKinds } from '../query/terms.ts'
import { fold } from '../lib/fold.ts'
import { beginnings, completions, type Completion, type KnownValues } from './completions.ts'
import { termWords } from './term-words.ts'

export interface Suggestion extends Completion {
  /** As it is written. */
  example: string
  /** True when it can be searched for as it is; otherwise it wants a value. */
  isComplete: boolean
}

/** More than a person reads; each name has a place. */
const maxSuggestions = Math.max(12, beginnings.length)

/** Plain words and the filter each means; words of one's own beside the values of fields. */
function phrases(outdated: string | undefined): [phrase: string, term: string][] {
  return [
    ...documentedStatuses.map((status): [string, string] => [
      status.toLowerCase(),
      `status:${status.toLowerCase()}`,
    ]),
    ['compliant', 'posture:compliant'],
    ['not compliant', 'posture:noncompliant'],
    ['noncompliant', 'posture:noncompliant'],
    ['never connected', 'seen:never'],
    ['stale', 'seen:>90d'],
    ['inactive', 'seen:>90d'],
    ['new', 'registered:<7d'],
    ...(outdated === undefined ? [] : [['outdated', outdated] as [string, string]]),
    ['duplicates', 'is:duplicate'],
    ['no owner', 'owner:none'],
    ['without owner', 'owner:none'],
    ['enabled', 'active:yes'],
    ['disabled', 'active:no'],
    ['inconsistent', 'is:inconsistent'],
  ]
}

interface Known {
  values?: KnownValues | undefined
  /** The term that finds outdated apps; undefined while the versions in use aren't known. */
  outdated?: string | undefined
}

/** Suggests what the text before the caret may mean: filters in plain words first, then terms. */
export function suggestions(text: string, caret: number, known: Known = {}): Suggestion[] {
  const owners = known.values?.facets?.owner
  const terms = completions(text, caret, known.values).map(({ label, ...completed }) => {
    const [term] = parseQuery(label).terms
    const isComplete = term !== undefined && term.kind !== 'unreadable' && !label.endsWith('.')
    const words = isComplete ? { label: termWords(term, owners), example: label } : begun(label)
    return { ...completed, ...words, isComplete }
  })
  return [...meant(text, caret, known.outdated), ...terms].slice(0, maxSuggestions)
}

/** The filters that the last words before the caret mean: "not comp" is `posture:noncompliant`. */
export function meant(text: string, caret: number, outdated?: string): Suggestion[] {
  const typed = tokens(text).filter(({ start }) => start < caret)
  const end = typed.at(-1)?.end ?? 0
  if (end < caret) return []
  // From the longest, so that "not compliant" isn't "compliant".
  for (const count of [3, 2, 1]) {
    const words = typed.slice(-count)
    const [first] = words
    if (!first || words.length < count) continue
    const phrase = fold(words.map(({ source }) => source).join(' '))
    if (phrase.length < 2) continue
    const found = phrases(outdated).filter(([known]) => known.startsWith(phrase))
    if (found.length === 0) continue
    return [...new Set(found.map(([, term]) => term))].map((term) => {
      const before = `${text.slice(0, first.start)}${term} `
      const [parsed] = parseQuery(term).terms
      return {
        label: parsed ? termWords(parsed) : term,
        example: term,
        text: before + text.slice(end).trimStart(),
        caret: before.length,
        isComplete: true,
      }
    })
  }
  return []
}

const names: Partial<Record<TermName, string>> = {
  is: 'Duplicates and contradictions',
  failed: 'Failed check',
}

/** The beginning of a term in words, and an example of all of it. */
function begun(label: string): Pick<Suggestion, 'label' | 'example'> {
  if (label === 'posture.') {
    return { label: 'Any value of the posture', example: 'posture.disk.encrypted:false' }
  }
  const name = label.slice(0, -1)
  return isTermName(name)
    ? {
        label: names[name] ?? fields[fieldOfTerm[name]].label,
        example: label + termKinds[name].example,
      }
    : { label, example: label }
}
