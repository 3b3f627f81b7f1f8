import type { Device, DeviceField } from '../api/device.ts'
import { fullName } from '../device/owner.ts'
import type { Term, TermName } from './terms.ts'

/** The ways in which a search finds a field. */
interface FieldSearch {
  /** The text in which words are found; absent where only terms find the field. */
  words?: (device: Device) => string | undefined
  /** Terms that ask about it. */
  terms: readonly TermName[]
}

/** Every field of a device, with how a search finds it. */
const fieldSearch = {
  id: { words: ({ id }) => id, terms: [] },
  name: { words: ({ name }) => name, terms: [] },
  status: { terms: ['status'] },
  active: { terms: ['active'] },
  hardwareId: { words: ({ hardwareId }) => hardwareId, terms: ['hardware', 'is'] },
  createdAt: { terms: ['registered'] },
  updatedAt: { terms: ['updated'] },
  lastConnection: { terms: ['seen'] },
  owner: {
    words: ({ owner }) => owner && `${fullName(owner)}\n${owner.email ?? ''}`,
    terms: ['owner'],
  },
  // Its words are shared by the devices with the same posture (`searchable.ts`).
  posture: { terms: ['posture', 'failed'] },
  appVersion: { words: ({ appVersion }) => appVersion, terms: ['version'] },
} as const satisfies Record<DeviceField, FieldSearch>

type Searches = typeof fieldSearch
type FieldOfTerm<Name> = {
  [F in DeviceField]: Name extends Searches[F]['terms'][number] ? F : never
}[DeviceField]

const entries = Object.entries(fieldSearch) as [DeviceField, FieldSearch][]

/** The texts in which words are found, besides those of the posture; one field a line. */
export function wordsOf(device: Device): string {
  return entries.map(([, { words }]) => words?.(device) ?? '').join('\n')
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
