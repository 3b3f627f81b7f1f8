import type { DeviceField } from '../api/device.ts'
import type { Term, TermName } from './terms.ts'

/** The ways in which a search finds a field. */
interface FieldSearch {
  /**
   * `own`: words are looked for in a text of each device; `shared`: once in each distinct value, which
   * costs less where many devices share one; absent: only terms find the field.
   */
  words?: 'own' | 'shared'
  /** Terms that ask about it. */
  terms: readonly TermName[]
}

/** Every field of a device, with how a search finds it. */
const fieldSearch = {
  id: { words: 'own', terms: [] },
  name: { words: 'own', terms: [] },
  status: { terms: ['status'] },
  active: { terms: ['active'] },
  hardwareId: { words: 'own', terms: ['hardware', 'is'] },
  createdAt: { terms: ['registered'] },
  updatedAt: { terms: ['updated'] },
  lastConnection: { terms: ['seen'] },
  owner: { words: 'shared', terms: ['owner'] },
  posture: { words: 'shared', terms: ['posture', 'failed'] },
  appVersion: { words: 'shared', terms: ['version'] },
} as const satisfies Record<DeviceField, FieldSearch>

type Searches = typeof fieldSearch
type FieldWithWords<Words> = {
  [F in DeviceField]: Searches[F] extends { words: Words } ? F : never
}[DeviceField]
type FieldOfTerm<Name> = {
  [F in DeviceField]: Name extends Searches[F]['terms'][number] ? F : never
}[DeviceField]

const entries = Object.entries(fieldSearch) as [DeviceField, FieldSearch][]

/** Fields whose words are found in this way. */
export function fieldsWithWords<Words extends 'own' | 'shared'>(
  words: Words,
): FieldWithWords<Words>[] {
  return entries.flatMap(([field, search]) =>
    search.words === words ? [field as FieldWithWords<Words>] : [],
  )
}

/** The field that each term asks about. */
export const fieldOfTerm = Object.fromEntries(
  entries.flatMap(([field, { terms }]) => terms.map((name) => [name, field])),
) as { [Name in TermName]: FieldOfTerm<Name> }

/** The field that a part of a search asks about; `undefined` for words and what isn't valid. */
export function fieldAskedBy(term: Term): DeviceField | undefined {
  switch (term.kind) {
    case 'word':
    case 'unreadable':
      return undefined
    case 'time':
      return fieldOfTerm[term.name]
    case 'duplicate':
      return fieldOfTerm.is
    case 'posture-value':
      return fieldOfTerm.posture
    case 'inconsistent':
      return fieldOfTerm.status
    default:
      return fieldOfTerm[term.kind]
  }
}
