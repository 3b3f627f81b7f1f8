import { documentedStatuses } from '../device/status-lists.ts'
import { fields } from '../device/fields.ts'
import { postureWords } from '../device/posture.ts'
import { formatPath } from '../query/posture-path.ts'
import type { Facet } from '../fleet/requests.ts'
import { fieldOfTerm, filterKind, type Term } from '../query/terms.ts'

/** A part of a search in words: `Last connection: over 90 days ago`. `owners` names people. */
export function termWords(term: Term, owners: readonly Facet[] = []): string {
  const not = term.negated ? 'not ' : ''
  switch (term.kind) {
    case 'word':
      return `${not}“${term.text}”`
    case 'unreadable':
      return term.source
    case 'value':
      return `${fields[fieldOfTerm[term.name]].label}: ${not}${valueWord(term)}`
    case 'owner':
      return `${fields.owner.label}: ${not}${ownerWord(term.value, owners)}`
    case 'version':
      return `${fields.appVersion.label}: ${not}${versionWords(term)}`
    case 'time':
      return `${fields[fieldOfTerm[term.name]].label}: ${not}${term.comparison === 'never' ? 'never' : ageWords(term.source)}`
    case 'posture':
      return `${fields.posture.label}: ${not}${postureWords[term.value]}`
    case 'posture-value':
      return `${fields.posture.label} ${formatPath(term.path)}: ${not}${valueWords(term)}`
    case 'failed':
      return `${term.negated ? 'Check didn’t fail' : 'Failed check'}: ${term.value}`
    case 'active':
      return `${fields.active.label}: ${not}${term.value}`
    case 'hardware':
      return `${fields.hardwareId.label}: ${not}${term.value}`
    case 'duplicate':
      return term.negated ? 'Hardware ID: not a duplicate' : 'Duplicate hardware ID'
    case 'inconsistent':
      return `Enabled and status ${term.negated ? 'agree' : 'disagree'}`
  }
}

/** A filter of a search in words; undefined for what the search field shows. */
export function filterWords(term: Term, owners?: readonly Facet[]): string | undefined {
  return filterKind(term) && termWords(term, owners)
}

function valueWord({ name, value }: Extract<Term, { kind: 'value' }>): string {
  if (value === undefined) return fields[fieldOfTerm[name]].absent
  const spelled = name === 'status' ? documentedStatuses : []
  return spelled.find((status) => status.toLowerCase() === value.toLowerCase()) ?? value
}

function ownerWord(value: string | undefined, owners: readonly Facet[]): string {
  if (value === undefined) return 'none'
  return owners.find(({ id }) => id === value)?.label ?? value
}

function versionWords(term: Extract<Term, { kind: 'version' }>): string {
  if (term.comparison === 'none') return 'none'
  return comparisonWords[term.comparison]?.(term.value) ?? term.value
}

const comparisonWords: Readonly<Record<string, (version: string) => string>> = {
  '<': (version) => `before ${version}`,
  '<=': (version) => `${version} or older`,
  '>': (version) => `after ${version}`,
  '>=': (version) => `${version} or newer`,
}

function valueWords(term: Extract<Term, { kind: 'posture-value' }>): string {
  if (term.comparison === 'none') return 'none'
  if ('ms' in term) return ageWords(term.source)
  return term.comparison === '=' ? term.value : `${term.comparison} ${term.value}`
}

const unitWords: Readonly<Record<string, string>> = {
  h: 'hour',
  d: 'day',
  w: 'week',
  m: 'month',
  y: 'year',
}

/** An age in words, read from its text, as its length in milliseconds has lost the unit. */
export function ageWords(source: string): string {
  const [, comparison = '', count = '', unit = ''] =
    /([<>]=?)\s*(\d+)\s*([hdwmy])"?$/i.exec(source) ?? []
  const length = `${Number(count)} ${unitWords[unit.toLowerCase()]}${Number(count) === 1 ? '' : 's'}`
  return comparison.startsWith('<') ? `within ${length}` : `over ${length} ago`
}
