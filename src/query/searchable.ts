import type { Device } from '../api/device.ts'
import type { FieldOf } from '../device/fields.ts'
import { hardwareKey, isPlaceholderHardwareId } from '../device/hardware-id.ts'
import { postureVerdict, postureWords } from '../device/posture.ts'
import { parseTime } from '../lib/time.ts'
import { wordsOf } from './field-search.ts'
import { timeOf } from './posture-values.ts'
import { ownerKey } from './value-key.ts'
import { searchText } from './word-forms.ts'

/** A device, prepared once for any number of searches. */
export interface Searchable {
  device: Device
  /** All texts in which words are found, besides those of the posture; folded. */
  words: string
  /** Identifies the machine; `undefined` without a hardware ID, and for a placeholder. */
  hardwareKey: string | undefined
  ownerKey: string | undefined
  /** ms since epoch; `NaN` for absent and unreadable times. */
  times: Readonly<Record<FieldOf<'time'>, number>>
  /** Searched in place of `device.posture`. */
  posture: SearchablePosture
}

/** A posture without the time of its check, so that many devices share one. */
export interface SearchablePosture {
  /** If `lastCheck` is a time, it is that of any one device. */
  posture: unknown
  /** Keys, texts, numbers and the verdict in words, folded. */
  words: string
}

/** Prepares a device. `shared` are equal values of other devices. */
export function toSearchable(
  device: Device,
  shared: Partial<Pick<Searchable, 'ownerKey' | 'posture'>> = {},
): Searchable {
  const { lastConnection, createdAt, updatedAt, hardwareId, owner } = device
  const key = hardwareKey(hardwareId ?? '')
  return {
    device,
    words: searchText(wordsOf(device)) + key,
    hardwareKey: isPlaceholderHardwareId(hardwareId ?? '') ? undefined : key,
    ownerKey: shared.ownerKey ?? (owner && ownerKey(owner)),
    times: {
      lastConnection: parseTime(lastConnection) ?? Number.NaN,
      createdAt: parseTime(createdAt) ?? Number.NaN,
      updatedAt: parseTime(updatedAt) ?? Number.NaN,
    },
    posture: shared.posture ?? toSearchablePosture(device.posture),
  }
}

/** Prepares a posture. */
export function toSearchablePosture(posture: unknown): SearchablePosture {
  return { posture, words: postureText(posture) }
}

/** The time of a posture's check as the posture states it; `undefined` for anything but a time. */
export function checkTimeOf(posture: unknown): string | number | undefined {
  if (typeof posture !== 'object' || posture === null) return undefined
  // Own keys only: a copy of a posture with a key `__proto__` may have another prototype.
  if (!Object.hasOwn(posture, 'lastCheck')) return undefined
  const { lastCheck } = posture as { lastCheck: unknown }
  if (typeof lastCheck === 'number') return lastCheck
  return typeof lastCheck === 'string' && isTime(lastCheck) ? lastCheck : undefined
}

function postureText(posture: unknown): string {
  const words: string[] = []
  // Without recursion, since JSON may be nested deeply.
  const open: [unknown, string?][] = [[posture]]
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const [value, key] = entry
    if (key !== undefined && key !== 'compliant' && key !== 'lastCheck') words.push(key)
    if (typeof value === 'number' && key !== 'lastCheck') words.push(String(value))
    else if (typeof value === 'string' && !isTime(value)) words.push(value)
    else if (Array.isArray(value)) for (const item of value) open.push([item])
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) open.push([item, name])
    }
  }
  const verdict = postureVerdict(posture)
  if (verdict !== 'unknown') words.push(postureWords[verdict])
  return searchText(words.join('\n'))
}

function isTime(text: string): boolean {
  return !Number.isNaN(timeOf(text))
}
