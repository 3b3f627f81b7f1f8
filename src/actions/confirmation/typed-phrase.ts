import { deviceActions, type DeviceAction } from '../definitions.ts'
import type { Device } from '../../api/device.ts'
import { isInUse } from '../../device/in-use.ts'
import { typeable } from '../../lib/typeable.ts'
import type { Session } from '../../session/open-session.ts'
import { runById } from '../receipts/run-list.ts'
import type { RunContext } from '../run/run-record.ts'

/** Lists of this length and longer come with figures, an export and a typed phrase. */
export const many = 10

/** A longer name is more of a typing exercise than a safeguard. */
const maxPhraseLength = 64

export interface Phrase {
  text: string
  reason?: string
  ignoresCase?: boolean
}

/**
 * The phrase to type before an action, `undefined` when none is needed. For a destructive action on a
 * single device in use it is the device's name, or the verb if that can't be typed; for several, the
 * verb and their number, for many of them and before a destructive action on any in use.
 */
export function phraseFor(
  action: DeviceAction,
  devices: readonly Device[],
  isOne: boolean,
  now: number,
): Phrase | undefined {
  const { isDestructive, verb } = deviceActions[action]
  const word = verb.toLowerCase()
  const inUse = isDestructive ? devices.filter((device) => isInUse(device, now)) : []
  if (isOne) {
    const [device] = inUse
    if (!device) return undefined
    const name = typeable(device.name)
    const text = name && name.length <= maxPhraseLength ? name : word
    return { text, reason: 'This device was active in the last 24 hours.' }
  }
  const text = `${word} ${devices.length}`
  if (devices.length >= many) return { text, ignoresCase: true }
  if (inUse.length === 0) return undefined
  const reason = `${inUse.length} ${inUse.length === 1 ? 'was' : 'were'} active in the last 24 hours.`
  return { text, reason, ignoresCase: true }
}

/** True when the typed text is the phrase, ignoring surrounding spaces and invisible characters. */
export function isPhraseTyped(typed: string, { text, ignoresCase = false }: Phrase): boolean {
  return typeable(ignoresCase ? typed.toLowerCase() : typed) === text
}

/** True if this continues a run confirmed with the same key, whose phrase isn't asked for again. */
export function wasConfirmedBefore(
  session: Session,
  action: DeviceAction,
  { continues }: RunContext,
): boolean {
  const earlier = continues === undefined ? undefined : runById(session, continues)
  return earlier?.action === action && !earlier.isEncrypted
}
