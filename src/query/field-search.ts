import type { Device, DeviceField } from '../api/device.ts'
import { fieldNames, fields } from '../device/fields.ts'
import { fullName } from '../device/owner.ts'
import { fieldOfTerm, type Term } from './terms.ts'

type FieldWithWords = {
  [F in DeviceField]: (typeof fields)[F]['foundIn'] extends string ? F : never
}[DeviceField]

/** The fields in which words find a device, besides the posture. */
export const fieldsWithWords = fieldNames.filter(
  (field): field is FieldWithWords => fields[field].foundIn !== undefined,
)

/** The texts in which words are found, besides those of the posture; one field a line. */
export function wordsOf(device: Device): string {
  return fieldsWithWords.map((field) => wordsIn(device, field)).join('\n')
}

/** The name of the first field whose texts hold a word, as `has` decides. */
export function fieldFoundIn(device: Device, has: (words: string) => boolean): string | undefined {
  const found = fieldsWithWords.find((field) => has(wordsIn(device, field)))
  return found && fields[found].foundIn
}

function wordsIn(device: Device, field: FieldWithWords): string {
  if (field !== 'owner') return device[field] ?? ''
  return `${fullName(device.owner)}\n${device.owner?.email ?? ''}`
}

/** The field that a part of a search asks about; `undefined` for words and what isn't valid. */
export function fieldAskedBy(term: Term): DeviceField | undefined {
  if (term.kind === 'word' || term.kind === 'unreadable') return undefined
  return fieldOfKind[term.kind === 'time' ? term.name : term.kind]
}

const fieldOfKind = {
  ...fieldOfTerm,
  duplicate: fieldOfTerm.is,
  inconsistent: fieldOfTerm.status,
  'posture-value': fieldOfTerm.posture,
}
