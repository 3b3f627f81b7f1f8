import { isRecord } from '../lib/is-record.ts'
import { limitJson } from '../lib/limit-json.ts'
import { mayNameEmail } from '../lib/text.ts'
import { normalizeTime } from '../lib/time.ts'
import { withoutUndefined } from '../lib/without-undefined.ts'

/** A device. Any field but `id` may be missing, or be the text of a value of another type. */
export interface Device {
  id: string
  name: string
  /** `Online`, `Offline`, `Deactivated`, or an undocumented value. */
  status: string
  /** True when the device may connect; may contradict `status`. Other types are unreadable, as texts. */
  active?: boolean | string
  hardwareId?: string
  /** ISO 8601 with a zone (`parseTime`), or a text that isn't a time. */
  createdAt?: string
  updatedAt?: string
  /** Absent when the device never connected. */
  lastConnection?: string
  owner?: Owner
  /** Any JSON up to the limits of `limitJson`: the API documents no schema. */
  posture?: unknown
  appVersion?: string
  /** When it was requested, on the steady clock (ms): the data is at least as new. */
  readAt: number
}

export type DeviceField = Exclude<keyof Device, 'readAt'>

/** The person a device belongs to (`user` in the API). */
export interface Owner {
  id?: string
  email?: string
  firstName?: string
  lastName?: string
  lastConnection?: string
}

/** Status of a device whose answer lacks one. */
export const unknownStatus = 'Unknown'

/** A status for comparisons: without case, and without blanks around it. */
export function plainStatus(status: string): string {
  return status.trim().toLowerCase()
}

/** True for the status `Online`, ignoring case. */
export function isOnline({ status }: Pick<Device, 'status'>): boolean {
  return plainStatus(status) === 'online'
}

/** True for a plain identifier; nothing else may become part of the path of a DELETE. */
export function isDeviceId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id)
}

/** Longer texts are cut, so that a 1 MB name can't freeze the page. */
const maxTextLength = 2_000

/** Any value as text, as it came; null and texts of blanks alone are absent. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(limitJson(value))
  return text.trim() === '' ? undefined : text.slice(0, maxTextLength)
}

/** Reads what the API sent for a time: ISO 8601 with a zone, else as it came; zero times are absent. */
export function readTime(value: unknown): string | undefined {
  return textOf(normalizeTime(value))
}

/** An owner that isn't an object with known fields is known only by the text of the value. */
function ownerOf(user: unknown): Owner | undefined {
  if (isRecord(user)) {
    const owner = withoutUndefined({
      id: textOf(user['id']),
      email: textOf(user['email']),
      firstName: textOf(user['firstName']),
      lastName: textOf(user['lastName']),
      lastConnection: readTime(user['lastConnection']),
    })
    if (Object.keys(owner).length > 0) return owner as Owner
    if (Object.values(user).every((value) => textOf(value) === undefined)) return undefined
  }
  // PHP writes an object without fields as a list.
  if (Array.isArray(user) && user.length === 0) return undefined
  const text = textOf(user)
  return text === undefined ? undefined : mayNameEmail(text) ? { email: text } : { firstName: text }
}

const fieldReaders: { [F in DeviceField]-?: (value: unknown) => Device[F] | undefined } = {
  // Case is preserved: IDs that differ only in case are two devices.
  id: (value) => {
    const id = typeof value === 'number' ? String(value) : value
    return typeof id === 'string' && isDeviceId(id) ? id : undefined
  },
  name: (value) => textOf(value) ?? '',
  status: (value) => textOf(value) ?? unknownStatus,
  active: (value) => (typeof value === 'boolean' ? value : textOf(value)),
  hardwareId: textOf,
  createdAt: readTime,
  updatedAt: readTime,
  lastConnection: readTime,
  owner: ownerOf,
  posture: (value) => (value === undefined ? undefined : limitJson(value)),
  appVersion: textOf,
}

/** Reads one device, requested at `readAt`; `undefined` when it has no usable ID. */
export function parseDevice(value: unknown, readAt: number): Device | undefined {
  if (!isRecord(value)) return undefined
  const device: Record<string, unknown> = { readAt }
  for (const [field, read] of Object.entries(fieldReaders)) {
    const own = read(value[field === 'owner' ? 'user' : field])
    if (own !== undefined) device[field] = own
  }
  return device['id'] === undefined ? undefined : (device as unknown as Device)
}
