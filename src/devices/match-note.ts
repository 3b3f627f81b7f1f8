import type { Device } from '../api/device.ts'
import { hardwareKey, hardwareWord } from '../device/hardware-id.ts'
import { fullName } from '../device/owner.ts'
import type { Term } from '../query/terms.ts'
import { fold } from '../lib/fold.ts'
import { sanitizeForDisplay } from '../lib/text.ts'

/** Says in which fields a search found a device; undefined when every word is in a name that its row shows. */
export function matchNote(device: Device, terms: readonly Term[]): string | undefined {
  const words = terms.flatMap((term) => (term.kind === 'word' && !term.negated ? [term.text] : []))
  const fields = [...new Set(words.flatMap((word) => fieldWith(device, word) ?? []))].join(', ')
  if (fields === '') return undefined
  // The note stands in place of the hardware ID, so it repeats that.
  return fields === 'hardware ID'
    ? `Hardware ID ${sanitizeForDisplay(device.hardwareId ?? '', 60)}`
    : `Matched in ${fields}`
}

/** Returns the field that holds a word; undefined when the device's or its owner's name does. */
function fieldWith(device: Device, text: string): string | undefined {
  const word = fold(text)
  const key = hardwareWord(text)
  const { name, hardwareId, owner, appVersion, id } = device
  const has = (value: string | undefined) => fold(value ?? '').includes(word)
  if (has(name) || has(fullName(owner))) return undefined
  if (has(hardwareId) || (key && hardwareKey(hardwareId ?? '').includes(key))) return 'hardware ID'
  if (has(owner?.email)) return 'e-mail'
  if (has(appVersion)) return 'app version'
  if (has(id)) return 'ID'
  // The only field with words that is left.
  return 'posture'
}
