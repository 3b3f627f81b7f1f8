import type { Device, DeviceField } from '../api/device.ts'
import { documentedStatuses } from '../device/status-lists.ts'
import { fieldNames, fields, type FieldOf, type TermName, type TermOf } from '../device/fields.ts'
import { postureVerdicts, type PostureVerdict } from '../device/posture.ts'
import { fold } from '../lib/fold.ts'
import { readAge, type Comparison } from './comparison.ts'
import type { PostureValueTerm } from './posture-values.ts'
import { quote } from './quoting.ts'
import { valueKey } from './value-key.ts'
import { isVersion } from './versions.ts'

/** The condition of a term. */
export type TermMeaning =
  /** Found in one of the fields with words (`field-search.ts`). */
  | { kind: 'word'; text: string }
  | { kind: 'status'; value: string }
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

/** One part of a search. */
export type Term = TermMeaning & {
  /** As written, with sign and quotes. */
  source: string
  negated: boolean
}

/** The field that each term asks about. */
export const fieldOfTerm = Object.fromEntries(
  fieldNames.flatMap((field) => fields[field].terms.map((name) => [name, field])),
) as {
  [Name in TermName]: {
    [F in DeviceField]: Name extends TermOf<F> ? F : never
  }[DeviceField]
}

/** Terms that ask about a time. */
export type TimeTermName = TermOf<FieldOf<'time'>>

export const activeValues = ['yes', 'no', 'unknown'] as const

/** The value that `active:` finds a device by: yes, no or unknown; in quotes what came instead. */
export function activeValueOf(active: Device['active']): string {
  if (active === undefined) return 'unknown'
  return typeof active === 'string' ? quote(valueKey(active)) : active ? 'yes' : 'no'
}

interface TermKind {
  /** Values to suggest, some of them examples. */
  proposals: readonly string[]
  /** The values it takes, as the end of a sentence. */
  takes: string
  /** `quoted`: the value is plain text, even where it looks like a keyword. */
  read: (value: string, quoted: boolean) => TermMeaning | undefined
}

const ages = 'an age such as >90d or <24h (units: h, d, w, m for months, y)'

function timeTerm(name: TimeTermName, proposals: readonly string[], takes = ages): TermKind {
  return {
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

const kinds = {
  status: {
    proposals: documentedStatuses.map((status) => status.toLowerCase()),
    takes: 'a status such as online, offline or deactivated',
    read: (value) => ({ kind: 'status', value }),
  },
  owner: {
    proposals: ['none'],
    takes: 'a user ID, or none',
    read: (value, quoted) => ({
      kind: 'owner',
      value: !quoted && value.toLowerCase() === 'none' ? undefined : value,
    }),
  },
  version: {
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
    proposals: postureVerdicts,
    takes: 'compliant, noncompliant or unknown',
    read(value) {
      const plain = fold(value).replace(/^not?[\s_-]?compliant$/, 'noncompliant')
      const known = postureVerdicts.find((candidate) => candidate === plain)
      return known && { kind: 'posture', value: known }
    },
  },
  failed: {
    proposals: [],
    takes: 'the name of a posture check',
    read: (value) => ({ kind: 'failed', value }),
  },
  active: {
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
    proposals: [],
    takes: 'a hardware ID',
    read: (value) => ({ kind: 'hardware', value }),
  },
  is: {
    proposals: ['duplicate', 'inconsistent'],
    takes:
      'duplicate, for devices that share a hardware ID, or inconsistent, for devices whose status and “enabled” disagree',
    read(value) {
      const plain = fold(value)
      return plain === 'duplicate' || plain === 'inconsistent' ? { kind: plain } : undefined
    },
  },
} satisfies Record<TermName, TermKind>

/** Every typed term by name. */
export const termKinds: Readonly<Record<string, TermKind>> = kinds

export const termNames = Object.keys(termKinds)
