import type { Device } from '../api/device.ts'
import { isInUse } from '../device/in-use.ts'
import { typeable } from '../lib/text.ts'

/** A longer name is more of a typing exercise than a safeguard. */
const longestPhrase = 64

/**
 * What must be typed before a device in use is removed: its name, or `remove`
 * where the name cannot be typed. `undefined` when nothing must be: the device
 * is not online and was not seen in the last 24 hours.
 */
export function phraseToType(device: Device, now: number): string | undefined {
  if (!isInUse(device, now)) return undefined
  const name = typeable(device.name)
  return name && name.length <= longestPhrase ? name : 'remove'
}

/** True when what was typed is the phrase, spaces and invisible characters aside. */
export function isPhraseTyped(typed: string, phrase: string): boolean {
  return typeable(typed) === phrase
}
