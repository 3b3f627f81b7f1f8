import type { Device, DeviceField } from '../api/device.ts'
import {
  fieldNames,
  fields,
  type FieldOf,
  type TermName,
  type TermOf,
  type ValueField,
} from '../device/fields.ts'
import { documentedStatuses } from '../device/status-lists.ts'
import { postureVerdicts, type PostureVerdict } from '../device/posture.ts'
import { fold } from '../lib/fold.ts'
import { readAge, type Comparison } from './comparison.ts'
import type { PostureValueTerm } from './posture-values.ts'
import { quote } from './quoting.ts'
import { valueKey } from './value-key.ts'
import { isVersion } from './versions.ts'

export type TermMeaning =
  /** Found in one of the fields with words (`field-search.ts`). */
  | { kind: 'word'; text: string }
  /** A value of the field, in any spelling; `undefined` for devices without one. */
  | { kind: 'value'; name: ValueTermName; value: string | undefined }
  /** A user ID or an e-mail address; `undefined` for devices without an owner. */
  | { kind: 'owner'; value: string | undefined }
  /** `family`: 2.1 also matches 2.1.0 and 2.1.7; `none`: the version is absent. */
  | { kind: 'version'; comparison: Comparison | 'family' | '='; value: string }
  | { kind: 'version'; comparison: 'none' }
  /** Compares the time since then with `ms`; a device never seen is neither older nor younger. */
  | { kind: 'time'; name: TimeTermName; comparison: Comparison; ms: number }
  | { kind: 'time'; name: 'seen'; comparison: 'never' }
  | { kind: 'posture'; value: PostureVerdict }
  /** `posture.` and a path: found by a value in the posture. */
  | ({ kind: 'posture-value' } & PostureValueTerm)
  /** The name of a check of the posture that failed. */
  | { kind: 'failed'; value: string }
  /** A value of `activeValueOf`. */
  | { kind: 'active'; value: string }
  | { kind: 'hardware'; value: string }
  /** Shares its hardware ID with another device. */
  | { kind: 'duplicate' }
  /** `status` and `active` contradict each other. */
  | { kind: 'inconsistent' }
  /** Matches no device: a mistyped filter must not let everything through. */
  | { kind: 'unreadable'; why: string }

export type Term = TermMeaning & {
  /** As written, with sign and quotes. */
  source: string
  negated: boolean
}

/** Returns the kind of filter that a term sets; undefined for words and for terms that can't be parsed. */
export function filterKind(term: Term) {
  if (term.kind === 'word' || term.kind === 'unreadable') return undefined
  return 'name' in term ? term.name : term.kind
}

export type FilterKind = NonNullable<ReturnType<typeof filterKind>>

export const fieldOfTerm = Object.fromEntries(
  fieldNames.flatMap((field) => fields[field].terms.map((name) => [name, field])),
) as {
  [Name in TermName]: {
    [F in DeviceField]: Name extends TermOf<F> ? F : never
  }[DeviceField]
}

export type TimeTermName = TermOf<FieldOf<'time'>>

export type ValueTermName = TermOf<ValueField>
export const valueFields = fieldNames.filter((field): field is ValueField => 'ask' in fields[field])
const valueTerms = valueFields.flatMap((field) => fields[field].terms)

/** Makes something of each term that takes a value. */
export function forValueTerms<T>(make: (name: ValueTermName) => T) {
  return Object.fromEntries(valueTerms.map((name) => [name, make(name)])) as {
    [Name in ValueTermName]: T
  }
}

/** Terms whose values are counted, offered as filters, and suggested. */
export const facetFields = [...valueTerms, 'owner', 'version', 'posture', 'active'] as const
export type FacetField = (typeof facetFields)[number]

export const activeValues = ['yes', 'no', 'unknown'] as const

/** The value that `active:` finds a device by: yes, no or unknown; in quotes what came instead. */
export function activeValueOf(active: Device['active']): string {
  if (active === undefined) return 'unknown'
  return typeof active === 'string' ? quote(valueKey(active)) : active ? 'yes' : 'no'
}

interface TermKind {
  /** A value to show before any is typed. */
  example: string
  /** Values to suggest, some of them examples. */
  proposals: readonly string[]
  /** The values it takes, as the end of a sentence. */
  takes: string
  /** `quoted`: the value is plain text, even where it looks like a keyword. */
  read: (value: string, quoted: boolean) => TermMeaning | undefined
}

/** A value as written; `undefined` for `none`. */
function orNone(value: string, quoted: boolean): string | undefined {
  return !quoted && value.toLowerCase() === 'none' ? undefined : value
}

function valueTerm(name: ValueTermName): TermKind {
  // A status `none` is a status.
  const mayBeAbsent = fields[fieldOfTerm[name]].absent !== ''
  return {
    example: 'none',
    proposals: mayBeAbsent ? ['none'] : [],
    takes: 'a value, or none',
    read: (value, quoted) => ({
      kind: 'value',
      name,
      value: mayBeAbsent ? orNone(value, quoted) : value,
    }),
  }
}

const ages = 'an age such as >90d or <24h (units: h, d, w, m for months, y)'

function timeTerm(name: TimeTermName, proposals: readonly string[], takes = ages): TermKind {
  return {
    example: '<24h',
    proposals,
    takes,
    read(value) {
      if (name === 'seen' && value.toLowerCase() === 'never') {
        return { kind: 'time', name, comparison: 'never' }
      }
      const age = readAge(value)
      return age && { kind: 'time', name, ...age }
    },
  }
}

const valueKinds = forValueTerms(valueTerm)

/** How each term is read and offered. */
export const termKinds: Readonly<Record<TermName, TermKind>> = {
  ...valueKinds,
  status: {
    ...valueKinds.status,
    example: 'online',
    proposals: documentedStatuses.map((status) => status.toLowerCase()),
    takes: 'a status such as online, offline or deactivated',
  },
  owner: {
    example: 'none',
    proposals: ['none'],
    takes: 'a user ID, or none',
    read: (value, quoted) => ({ kind: 'owner', value: orNone(value, quoted) }),
  },
  version: {
    example: '<2.10',
    proposals: ['none'],
    takes: 'a version such as 2.1, <2.4 or >=2.10, or none',
    read(value, quoted) {
      if (quoted) return { kind: 'version', comparison: '=', value }
      if (value.toLowerCase() === 'none') return { kind: 'version', comparison: 'none' }
      const match = /^(<=?|>=?|=)?\s*(.*)$/s.exec(value)
      const comparison = match?.[1] as Comparison | '=' | undefined
      const version = match?.[2] ?? ''
      if (version === '' || (comparison && comparison !== '=' && !isVersion(version))) {
        return undefined
      }
      return { kind: 'version', comparison: comparison ?? 'family', value: version }
    },
  },
  seen: timeTerm('seen', ['<24h', '<7d', '>30d', '>90d', 'never'], `${ages}, or never`),
  registered: timeTerm('registered', ['<24h', '<7d', '>1y']),
  updated: timeTerm('updated', ['<24h', '<7d', '>90d']),
  posture: {
    example: 'compliant',
    proposals: postureVerdicts,
    takes: 'compliant, noncompliant or unknown',
    read(value) {
      const plain = fold(value).replace(/^not?[\s_-]?compliant$/, 'noncompliant')
      const known = postureVerdicts.find((candidate) => candidate === plain)
      return known && { kind: 'posture', value: known }
    },
  },
  failed: {
    example: 'Firewall',
    proposals: [],
    takes: 'the name of a posture check',
    read: (value) => ({ kind: 'failed', value }),
  },
  active: {
    example: 'yes',
    proposals: activeValues,
    takes: 'yes, no or unknown',
    read(value, quoted) {
      if (quoted) return { kind: 'active', value: activeValueOf(value) }
      const plain = fold(value)
        .replace(/^true$/, 'yes')
        .replace(/^false$/, 'no')
      const known = activeValues.find((candidate) => candidate === plain)
      return known && { kind: 'active', value: known }
    },
  },
  hardware: {
    example: 'C02XK0AAJG5J',
    proposals: [],
    takes: 'a hardware ID',
    read: (value) => ({ kind: 'hardware', value }),
  },
  is: {
    example: 'duplicate',
    proposals: ['duplicate', 'inconsistent'],
    takes:
      'duplicate, for devices that share a hardware ID, or inconsistent, for devices whose status and “enabled” disagree',
    read(value) {
      const plain = fold(value)
      return plain === 'duplicate' || plain === 'inconsistent' ? { kind: plain } : undefined
    },
  },
}

export const termNames = Object.keys(termKinds) as TermName[]

/** True for the name of a term, in lower case. */
export function isTermName(name: string): name is TermName {
  return Object.hasOwn(termKinds, name)
}
