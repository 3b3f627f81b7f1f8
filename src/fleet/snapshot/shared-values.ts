import type { Device, Owner } from '../../api/device.ts'
import {
  checkTimeOf,
  toSearchable,
  toSearchablePosture,
  type Searchable,
  type SearchablePosture,
} from '../../query/searchable.ts'
import { valueFields } from '../../query/terms.ts'
import { ownerKey } from '../../query/value-key.ts'

/** Many devices have the same. */
const sharedTexts = [...valueFields, 'appVersion'] as const

export type ShareValues = (given: Device) => Searchable

/** Makes a function that holds common values once, for one reading: nothing stays that no device has anymore. */
export function shareValues(): ShareValues {
  const texts = new Map<string, string>()
  const owners = new Map<string, { owner: Owner; key: string }>()
  const postures = new Map<string, SearchablePosture>()

  function textOf(text: string): string {
    const known = texts.get(text)
    if (known === undefined) texts.set(text, text)
    return known ?? text
  }

  function ownerOf(owner: Owner | undefined) {
    if (!owner) return undefined
    const json = JSON.stringify(owner)
    const known = owners.get(json) ?? { owner, key: ownerKey(owner) }
    owners.set(json, known)
    return known
  }

  function postureOf(posture: unknown): { own: unknown; shared: SearchablePosture } {
    const checkTime = checkTimeOf(posture)
    const key = postureKey(posture, checkTime)
    if (key === undefined) return { own: posture, shared: toSearchablePosture(posture) }
    const shared = postures.get(key) ?? toSearchablePosture(posture)
    postures.set(key, shared)
    if (checkTime === undefined) return { own: shared.posture, shared }
    return { own: { ...(shared.posture as object), lastCheck: checkTime }, shared }
  }

  return (given) => {
    const device = { ...given }
    for (const field of sharedTexts) {
      const text = device[field]
      if (text !== undefined) device[field] = textOf(text)
    }
    const owner = ownerOf(device.owner)
    if (owner) device.owner = owner.owner
    const { own, shared } = postureOf(device.posture)
    if (device.posture !== undefined) device.posture = own
    return toSearchable(device, { ownerKey: owner?.key, posture: shared })
  }
}

/** Equal for postures that are equal but for the time of their check; `undefined` where JSON can't tell. */
function postureKey(posture: unknown, checkTime: unknown): string | undefined {
  if (posture === undefined) return ''
  let isExact = true
  const exactly = (_key: string, value: unknown) => {
    // JSON writes −0 as 0, and infinity as null.
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      isExact = false
    }
    return value
  }
  const json =
    checkTime === undefined
      ? JSON.stringify(posture, exactly)
      : `@${JSON.stringify({ ...(posture as object), lastCheck: 0 }, exactly)}`
  return isExact ? json : undefined
}
