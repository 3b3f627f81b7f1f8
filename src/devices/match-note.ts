import type { Device } from '../api/device.ts'
import { fields } from '../device/fields.ts'
import { hardwareKey, hardwareWord } from '../device/hardware-id.ts'
import { fullName } from '../device/owner.ts'
import { fold } from '../lib/fold.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { fieldFoundIn } from '../query/field-search.ts'
import type { Term } from '../query/terms.ts'

/** Says in which fields a search found a device; undefined when every word is in a name that its row shows. */
export function matchNote(device: Device, terms: readonly Term[]): string | undefined {
  const words = terms.flatMap((term) => (term.kind === 'word' && !term.negated ? [term.text] : []))
  const found = [...new Set(words.flatMap((word) => fieldWith(device, word) ?? []))].join(', ')
  if (found === '') return undefined
  // The note stands in place of the hardware ID, so it repeats that.
  return found === fields.hardwareId.foundIn
    ? `Hardware ID ${sanitizeForDisplay(device.hardwareId ?? '', 60)}`
    : `Matched in ${found}`
}

/** Returns the name of the field that holds a word; undefined when the device's or its owner's name does. */
function fieldWith(device: Device, text: string): string | undefined {
  const word = fold(text)
  const key = hardwareWord(text)
  const has = (words: string) => fold(words).includes(word)
  if (has(device.name) || has(fullName(device.owner))) return undefined
  if (key && hardwareKey(device.hardwareId ?? '').includes(key)) return fields.hardwareId.foundIn
  // Only the posture is left.
  return fieldFoundIn(device, has) ?? 'posture'
}
