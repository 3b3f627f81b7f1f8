import * as v from 'valibot'
import { cutDeep } from '../lib/cut-deep.ts'
import { withoutUndefined } from '../lib/without-undefined.ts'

/**
 * A device. Only `id` is guaranteed: any other field may be missing or odd in an answer, and is then
 * shown as it came.
 */
export interface Device {
  id: string
  name: string
  /** `Online`, `Offline`, `Deactivated`, or an undocumented value. */
  status: string
  /** True when the device may connect; may contradict `status`. */
  active?: boolean
  hardwareId?: string
  /** ISO 8601 as it came; unreadable dates are shown raw. */
  createdAt?: string
  updatedAt?: string
  /** Absent when the device never connected. */
  lastConnection?: string
  owner?: Owner
  /** Any JSON, at most 500 levels deep: the API documents no schema. */
  posture?: unknown
  appVersion?: string
  /** When it was requested, on the steady clock (ms): the data is at least as new. */
  readAt: number
}

/** A field from the API. */
export type DeviceField = Exclude<keyof Device, 'readAt'>

/** The person a device belongs to (`user` in the API). */
export interface Owner {
  id?: string
  email?: string
  firstName?: string
  lastName?: string
  lastConnection?: string
}

/** Documented statuses; others are shown as they came. */
export const documentedStatuses = ['Online', 'Offline', 'Deactivated'] as const

/** Status of a device whose answer lacks one. */
export const unknownStatus = 'Unknown'

/** True for the status `Online`, ignoring case. */
export function isOnline({ status }: Pick<Device, 'status'>): boolean {
  return status.toLowerCase() === 'online'
}

/** Longer texts are cut, so that a 1 MB name can't freeze the page. */
const longestText = 2_000

const text = v.pipe(
  v.string(),
  v.transform((value) => (value.length > longestText ? value.slice(0, longestText) : value)),
)

/** Null, empty texts and other types count as absent. */
const lenientText = v.fallback(
  v.optional(
    v.pipe(
      text,
      v.transform((value) => value || undefined),
    ),
  ),
  undefined,
)

const ownerSchema = v.fallback(
  v.optional(
    v.object({
      id: lenientText,
      email: lenientText,
      firstName: lenientText,
      lastName: lenientText,
      lastConnection: lenientText,
    }),
  ),
  undefined,
)

/** True for a plain identifier; nothing else may become part of the path of a DELETE. */
export function isDeviceId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id)
}

/** A field by its name in the API's answers. */
type ApiName<Field> = Field extends 'owner' ? 'user' : Field

const deviceSchema = v.object({
  // Case is preserved: IDs that differ only in case are two devices.
  id: v.pipe(v.string(), v.check(isDeviceId)),
  name: v.fallback(text, ''),
  status: v.fallback(v.pipe(text, v.nonEmpty()), unknownStatus),
  active: v.fallback(v.optional(v.boolean()), undefined),
  hardwareId: lenientText,
  createdAt: lenientText,
  updatedAt: lenientText,
  lastConnection: lenientText,
  user: ownerSchema,
  posture: v.optional(v.pipe(v.unknown(), v.transform(cutDeep))),
  appVersion: lenientText,
} satisfies Record<ApiName<DeviceField>, v.GenericSchema>)

/** True for a device that is deactivated by both `status` (ignoring case) and `active`, which may disagree. */
export function isDeactivated({ status, active }: Pick<Device, 'status' | 'active'>): boolean {
  return status.toLowerCase() === 'deactivated' && active !== true
}

/**
 * True when `status` and `active` contradict each other: deactivated but active, or online or offline
 * but not active. The other statuses are undocumented, so they contradict nothing.
 */
export function isInconsistent(status: string, active: boolean | undefined): boolean {
  if (active === undefined) return false
  const plain = status.toLowerCase()
  return active ? plain === 'deactivated' : plain === 'online' || plain === 'offline'
}

/** Reads one device, requested at `readAt`; `undefined` when it has no usable ID. */
export function parseDevice(value: unknown, readAt: number): Device | undefined {
  const result = v.safeParse(deviceSchema, value)
  if (!result.success) return undefined
  const { user, ...fields } = result.output
  const owner = user && hasValue(user) ? withoutUndefined(user) : undefined
  return { ...withoutUndefined({ ...fields, owner }), readAt } as Device
}

function hasValue(value: object): boolean {
  return Object.values(value).some((field) => field !== undefined)
}
