import * as v from 'valibot'
import { cutDeep } from '../lib/cut-deep.ts'
import { withoutUndefined } from '../lib/without-undefined.ts'

/**
 * A device as the console knows it. Only `id` is relied on: every other field
 * may be missing or odd in an answer, and is then shown as what it is.
 */
export interface Device {
  id: string
  name: string
  /** `Online`, `Offline`, `Deactivated`, or whatever else the API says. */
  status: string
  /** May connect; absent when the answer does not say. It may disagree with `status`. */
  active?: boolean
  hardwareId?: string
  /** ISO 8601, as it came: unreadable dates are shown raw. */
  createdAt?: string
  updatedAt?: string
  /** Absent: never connected, as far as the API tells. */
  lastConnection?: string
  owner?: Owner
  /** Any JSON, at most 500 levels deep: the API gives no schema. */
  posture?: unknown
  appVersion?: string
  /** When it was asked for, on the steady clock (ms): it is at least as new as this. */
  readAt: number
}

/** A field that the API gives. */
export type DeviceField = Exclude<keyof Device, 'readAt'>

/** The person a device belongs to (`user` in the API). */
export interface Owner {
  id?: string
  email?: string
  firstName?: string
  lastName?: string
  lastConnection?: string
}

/** Statuses the API documents; others are shown as they came. */
export const documentedStatuses = ['Online', 'Offline', 'Deactivated'] as const

/** Stands for a status that the API did not give. */
export const unknownStatus = 'Unknown'

/** True for a device in use right now, in whatever case the API writes it. */
export function isOnline({ status }: Pick<Device, 'status'>): boolean {
  return status.toLowerCase() === 'online'
}

/** A text longer than this is cut when read: nothing a person reads is longer, and a 1 MB name must not freeze a page. */
const longestText = 2_000

const text = v.pipe(
  v.string(),
  v.transform((value) => (value.length > longestText ? value.slice(0, longestText) : value)),
)

/** Absent, null, empty or of another type: all mean "the API does not say". */
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

/** True for a plain identifier: it goes into the path of a DELETE, so nothing else is taken. */
export function isDeviceId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id)
}

/** A field by its name in the API's answers. */
type ApiName<Field> = Field extends 'owner' ? 'user' : Field

const deviceSchema = v.object({
  // As it stands, never in another case: ids that differ only in case are two devices.
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

/** True for a device that is off by both of its fields, which may disagree, in whatever case the API writes it. */
export function isDeactivated({ status, active }: Pick<Device, 'status' | 'active'>): boolean {
  return status.toLowerCase() === 'deactivated' && active !== true
}

/** Reads one device, asked for at `readAt`; `undefined` when it has no usable id (the caller counts those). */
export function parseDevice(value: unknown, readAt: number): Device | undefined {
  const result = v.safeParse(deviceSchema, value)
  if (!result.success) return undefined
  const { user, ...fields } = result.output
  const owner = user && hasValue(user) ? withoutUndefined(user) : undefined
  return { ...withoutUndefined({ ...fields, owner }), readAt } as Device
}

/** A page of devices, with what could be read of its counts. */
export interface DevicePage {
  devices: Device[]
  /** Items over all pages; `undefined` when the answer gives no believable number. */
  total: number | undefined
  /** 0-based position of the first row in the whole list. */
  offset: number
  /** The page size in force, which the server may have lowered. */
  limit: number
  hasNext: boolean
  /** The answer contradicts itself about its end or leaves it open: only the next page can tell. */
  isEndDoubtful: boolean
  /** Rows that were there but could not be read. */
  unreadable: number
  /** Only the first rows were taken, since there were too many: `sent` for the `asked`. */
  oversized?: { sent: number; asked: number }
}

/** More rows in one answer would freeze the page that shows them. */
export const mostRowsTaken = 1_000

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const pageSchema = v.object({
  data: v.array(v.unknown()),
  total: v.fallback(v.optional(count), undefined),
  limit: v.fallback(v.optional(count), undefined),
  hasNext: v.fallback(v.optional(v.boolean()), undefined),
})

/**
 * Reads a page leniently, row by row; `undefined` when it is not a page at all.
 * Rows repeated within the page are dropped: ties may be cut anywhere (API.md). So are
 * those after the first 1,000, which then are the page size, so that the next page begins there.
 * `asked` is what the request said, used where the answer is silent; `readAt` is when (steady ms).
 */
export function parseDevicePage(
  value: unknown,
  asked: { offset: number; limit: number },
  readAt: number,
): DevicePage | undefined {
  const result = v.safeParse(pageSchema, value)
  if (!result.success) return undefined
  const { data: sent } = result.output
  const data = sent.slice(0, mostRowsTaken)
  const oversized = sent.length > data.length && { sent: sent.length, asked: asked.limit }
  const hasNext = oversized ? true : result.output.hasNext

  const byId = new Map<string, Device>()
  let unreadable = 0
  for (const row of data) {
    const device = parseDevice(row, readAt)
    if (!device) unreadable += 1
    else if (!byId.has(device.id)) byId.set(device.id, device)
  }

  // The documented sample says `limit: 0` beside rows, so 0 is "not said".
  const limit = oversized ? data.length : Math.max(result.output.limit || asked.limit, data.length)
  const seen = asked.offset + data.length
  const stated = result.output.total
  const disagree =
    stated !== undefined && hasNext !== undefined && data.length > 0 && hasNext !== seen < stated
  // A total that contradicts the rows or `hasNext` is wrong: better unknown than wrong.
  const isWrong = disagree || (stated !== undefined && data.length > 0 && stated < seen)
  const total = isWrong ? undefined : stated
  // A server may give fewer rows than asked without a word, so a short page is no end by itself.
  const isEndDoubtful = isWrong || (total === undefined && hasNext === undefined && data.length > 0)
  return {
    devices: [...byId.values()],
    total,
    offset: asked.offset,
    limit,
    hasNext:
      data.length > 0 &&
      (total === undefined ? disagree || (hasNext ?? data.length >= limit) : seen < total),
    isEndDoubtful,
    unreadable,
    ...(oversized && { oversized }),
  }
}

function hasValue(value: object): boolean {
  return Object.values(value).some((field) => field !== undefined)
}
