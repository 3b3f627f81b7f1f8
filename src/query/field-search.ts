import type { Device, DeviceField } from '../api/device.ts'
import { fieldNames, fields, type FieldOf } from '../device/fields.ts'
import { fullName } from '../device/owner.ts'
import { fieldOfTerm, filterKind, type Term } from './terms.ts'

type FieldWithWords = FieldOf<'text' | 'version'> | 'owner'

/** The fields in which words find a device, besides the posture. */
export const fieldsWithWords = fieldNames.filter(
  (field): field is FieldWithWords =>
    field === 'owner' || ['text', 'version'].includes(fields[field].kind),
)

/** The texts in which words are found, besides those of the posture; one field a line. */
export function wordsOf(device: Device): string {
  return fieldsWithWords.map((field) => wordsIn(device, field)).join('\n')
}

/** The first field whose texts hold a word, as `has` decides. */
export function fieldFoundIn(
  device: Device,
  has: (words: string) => boolean,
): DeviceField | undefined {
  return fieldsWithWords.find((field) => has(wordsIn(device, field)))
}

function wordsIn(device: Device, field: FieldWithWords): string {
  if (field !== 'owner') return device[field] ?? ''
  return `${fullName(device.owner)}\n${device.owner?.email ?? ''}`
}

/** The field that a part of a search asks about; `undefined` for words and what isn't valid. */
export function fieldAskedBy(term: Term): DeviceField | undefined {
  const kind = filterKind(term)
  return kind && fieldOfKind[kind]
}

const fieldOfKind = {
  ...fieldOfTerm,
  duplicate: fieldOfTerm.is,
  inconsistent: fieldOfTerm.status,
  'posture-value': fieldOfTerm.posture,
}
