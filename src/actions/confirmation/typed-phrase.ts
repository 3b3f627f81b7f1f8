import { deviceActions, type DeviceAction } from '../definitions.ts'
import type { Device } from '../../api/device.ts'
import { isInUse } from '../../device/in-use.ts'
import { typeable } from '../../lib/typeable.ts'

/** A longer name is more of a typing exercise than a safeguard. */
const maxPhraseLength = 64

/**
 * The phrase to type before a destructive action on a device in use: its name, or the action's verb
 * in lower case if the name can't be typed. `undefined` when no phrase is needed.
 */
export function phraseToType(
  action: DeviceAction,
  device: Device,
  now: number,
): string | undefined {
  const { isDestructive, verb } = deviceActions[action]
  if (!isDestructive || !isInUse(device, now)) return undefined
  const name = typeable(device.name)
  return name && name.length <= maxPhraseLength ? name : verb.toLowerCase()
}

/** True when the typed text is the phrase, ignoring surrounding spaces and invisible characters. */
export function isPhraseTyped(typed: string, phrase: string): boolean {
  return typeable(typed) === phrase
}
