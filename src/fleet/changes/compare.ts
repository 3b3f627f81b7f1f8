import {
  isDeactivated,
  isOnline,
  type Device,
  type DeviceField,
  type Owner,
} from '../../api/device.ts'
import { fields } from '../../device/fields.ts'
import { hardwareKey, isPlaceholderHardwareId } from '../../device/hardware-id.ts'
import { fullName, ownerText } from '../../device/owner.ts'
import { postureVerdict, postureWords } from '../../device/posture.ts'
import { memoize } from '../../lib/memoize.ts'
import { parseTime } from '../../lib/time.ts'
import { checkTimeOf } from '../../query/searchable.ts'
import type { Job } from '../worker/job.ts'

interface Kind {
  /** On the screen and in files. */
  name: string
  /** The field that it rests on. */
  field?: DeviceField
  /** `all`: every device of both sides. `time`: when both were read. */
  needs?: 'all' | 'time'
}

/** Kinds of change, in the order in which they are shown. */
export const changeKinds = {
  new: { name: 'New', needs: 'all' },
  gone: { name: 'Gone', needs: 'all' },
  again: { name: 'Registered again', field: 'hardwareId', needs: 'all' },
  owner: { name: 'Owner changed', field: 'owner' },
  renamed: { name: 'Renamed', field: 'name' },
  deactivated: { name: 'Deactivated', field: 'status' },
  enabled: { name: 'Enabled', field: 'status' },
  silent: { name: 'Went silent', field: 'lastConnection', needs: 'time' },
  back: { name: 'Came back', field: 'lastConnection', needs: 'time' },
  version: { name: 'App version', field: 'appVersion' },
  posture: { name: 'Posture', field: 'posture' },
  times: { name: 'Times' },
} as const satisfies Record<string, Kind>
export type ChangeKind = keyof typeof changeKinds
export const changeKindNames = Object.keys(changeKinds) as ChangeKind[]

/** Why devices may be missing on a side. */
export const gaps = {
  filtered: 'holds only part of the fleet',
  incomplete: 'may lack devices',
  unknown: 'doesn’t say whether it holds every device',
  edited: 'lacks rows that were exported, or has rows that can’t be read',
}
export type Gap = keyof typeof gaps

/** A fleet at one time. */
export interface FleetSide {
  devices: readonly Device[]
  /** When it was read (ms since epoch); `undefined` when nothing says so. */
  takenAt: number | undefined
  /** `undefined` when every device is there. */
  gap: Gap | undefined
  /** Fields that it has at all. */
  fields: ReadonlySet<DeviceField>
}

/** One change of one device. */
export interface Change {
  kind: ChangeKind
  /** As it is now, or as it was if it's gone. */
  device: Device
  /** The values then and now, times as ISO 8601; empty for none. */
  before: string
  after: string
}

/** A group that isn't compared, and what a side lacks for it, after the side's name. */
export interface LeftOut {
  kind: ChangeKind
  side: 'before' | 'after'
  why: string
}

export interface Comparison {
  changes: Record<ChangeKind, Change[]>
  leftOut: LeftOut[]
  /** Number of devices that both sides have. */
  common: number
}

/** A device that hasn't connected for longer (ms) is silent. */
const silentAfterMs = 30 * 86_400_000

/** Finds every change between two fleets that they prove. */
export async function compareFleets(
  before: FleetSide,
  after: FleetSide,
  job: Job,
): Promise<Comparison> {
  const leftOut = leftOutBy({ before, after })
  const isCompared = (kind: ChangeKind) => leftOut.every((group) => group.kind !== kind)
  const changes = Object.fromEntries(
    changeKindNames.map((kind): [ChangeKind, Change[]] => [kind, []]),
  ) as Comparison['changes']
  const add = (kind: ChangeKind, device: Device, then = '', now = '') =>
    changes[kind].push({ kind, device, before: then, after: now })
  const rules = Object.entries(rulesFor(before, after)).filter(([kind]) =>
    isCompared(kind as ChangeKind),
  ) as [ChangeKind, Rule][]
  const times = timesOf.filter(([field]) => before.fields.has(field) && after.fields.has(field))
  const beforeById = new Map(before.devices.map((device) => [device.id, device]))
  const common = new Set<string>()
  const added: Device[] = []
  await job.each('Comparing devices', after.devices, (device) => {
    const earlier = beforeById.get(device.id)
    if (!earlier) {
      added.push(device)
      return
    }
    common.add(device.id)
    for (const [kind, { value, isChange }] of rules) {
      if (isChange && !isChange(earlier, device)) continue
      const [then, now] = [value(earlier), value(device)]
      if (isChange || then !== now) add(kind, device, then, now)
    }
    const moved = movedTimes(earlier, device, times)
    if (moved) add('times', device, moved.before, moved.after)
  })
  if (isCompared('new')) {
    const removed = new Set(before.devices.filter(({ id }) => !common.has(id)))
    const again = isCompared('again') ? registeredAgain(before.devices, removed, added) : undefined
    for (const device of added) {
      const earlier = again?.get(device)
      if (earlier) add('again', device, earlier.id, device.id)
      else add('new', device, '', device.createdAt)
      if (earlier) removed.delete(earlier)
    }
    for (const device of removed) add('gone', device, device.lastConnection)
  }
  return { changes, leftOut, common: common.size }
}

function leftOutBy(sides: Record<LeftOut['side'], FleetSide>): LeftOut[] {
  const whyNot = (kind: ChangeKind, { gap, fields: present, takenAt }: FleetSide) => {
    const { needs, field }: Kind = changeKinds[kind]
    if (gap !== undefined && needs === 'all') return gaps[gap]
    if (field && !present.has(field)) return `has no ${fields[field].label.toLowerCase()}`
    return takenAt === undefined && needs === 'time' ? 'doesn’t say when it was made' : undefined
  }
  return changeKindNames.flatMap((kind) => {
    const reasons = (['before', 'after'] as const).flatMap((side) => {
      const why = whyNot(kind, sides[side])
      return why === undefined ? [] : [{ kind, side, why }]
    })
    return reasons.slice(0, 1)
  })
}

interface Rule {
  value: (device: Device) => string | undefined
  /** By default, whether the values differ. */
  isChange?: (one: Device, other: Device) => boolean
}

/** How each kind of change of a device is found. */
function rulesFor(before: FleetSide, after: FleetSide): Partial<Record<ChangeKind, Rule>> {
  const hasActive = before.fields.has('active') && after.fields.has('active')
  const isOff = ({ status, active }: Device) =>
    isDeactivated(hasActive && active !== undefined ? { status, active } : { status })
  const isLongUnseen = ({ lastConnection }: Device, { takenAt = 0 }: FleetSide) =>
    isEarlier(lastConnection, takenAt - silentAfterMs)
  const isSilent = (device: Device, side: FleetSide) =>
    !isOnline(device) && isLongUnseen(device, side) === true
  const wasSeen = (device: Device, side: FleetSide) =>
    isOnline(device) || isLongUnseen(device, side) === false
  const status = (device: Device) => device.status
  const lastConnection = (device: Device) => device.lastConnection
  return {
    owner: {
      value: ({ owner }) => ownerText(owner),
      isChange: (one, other) => !isSameOwner(one.owner, other.owner),
    },
    renamed: { value: ({ name }) => name },
    deactivated: { value: status, isChange: (one, other) => !isOff(one) && isOff(other) },
    enabled: { value: status, isChange: (one, other) => isOff(one) && !isOff(other) },
    silent: {
      value: lastConnection,
      isChange: (one, other) => isSilent(other, after) && wasSeen(one, before),
    },
    back: {
      value: lastConnection,
      isChange: (one, other) => isSilent(one, before) && wasSeen(other, after),
    },
    version: { value: ({ appVersion = '' }) => appVersion },
    posture: { value: ({ posture }) => postureWords[postureVerdict(posture)] },
  }
}

/** Each time of a device, by its label and the field that it's part of. */
const timesOf = [
  ['lastConnection', 'Last connection', ({ lastConnection }: Device) => lastConnection],
  ['updatedAt', 'Updated', ({ updatedAt }: Device) => updatedAt],
  ['posture', 'Last check', ({ posture }: Device) => checkTimeOf(posture)?.toString()],
] as const

/** The times that moved, then and now, as texts; undefined when none did. */
function movedTimes(one: Device, other: Device, times: readonly (typeof timesOf)[number][]) {
  const moved = times.filter(([, , read]) => isOtherTime(read(one), read(other)))
  if (moved.length === 0) return undefined
  const textOf = (device: Device) =>
    moved.map(([, label, read]) => `${label} ${read(device) ?? 'never'}`).join('; ')
  return { before: textOf(one), after: textOf(other) }
}

/** True for a time before another; `undefined` for what isn't a time. */
function isEarlier(text: string | undefined, time: number): boolean | undefined {
  // Times in UTC sort like texts, which takes a tenth of the time of reading them.
  const isUtc = text !== undefined && text.endsWith('Z') && text[4] === '-' && text[10] === 'T'
  const [read, limit] = [text?.slice(0, 19) ?? '', textOfTime(time)]
  if (isUtc && read !== limit && read > '1970') return read < limit
  const seen = parseTime(text)
  return seen === undefined ? undefined : seen < time
}

const textOfTime = memoize((time: number) => new Date(time).toISOString().slice(0, 19))

function isOtherTime(one: string | undefined, other: string | undefined): boolean {
  if (one === other) return false
  // In one spelling, other texts are other times.
  if (one?.length === other?.length && one?.endsWith('Z') && other?.endsWith('Z')) return true
  const [a, b] = [parseTime(one), parseTime(other)]
  return a === undefined || b === undefined ? (one ?? '') !== (other ?? '') : a !== b
}

/** Compares two owners by what both have of ID, e-mail address and name; without any, nothing shows a change. */
function isSameOwner(one: Owner | undefined, other: Owner | undefined): boolean {
  if (!one || !other) return !one && !other
  if (one.id !== undefined && other.id !== undefined) return one.id === other.id
  if (one.email !== undefined && other.email !== undefined) {
    return one.email.toLowerCase() === other.email.toLowerCase()
  }
  const [name, otherName] = [fullName(one), fullName(other)]
  return name === '' || otherName === '' || name === otherName
}

/**
 * Finds the earlier devices of new ones by their hardware ID: one that was removed, each for a single
 * new device, or else one that is still there.
 */
function registeredAgain(
  before: readonly Device[],
  removed: ReadonlySet<Device>,
  added: readonly Device[],
): Map<Device, Device> {
  const keyOf = ({ hardwareId = '' }: Device) =>
    isPlaceholderHardwareId(hardwareId) ? undefined : hardwareKey(hardwareId)
  const wanted = new Set(added.map(keyOf))
  const isWanted = ({ hardwareId = '' }: Device) => wanted.has(hardwareKey(hardwareId))
  const known = Map.groupBy(added.length === 0 ? [] : before.filter(isWanted), keyOf)
  const again = new Map<Device, Device>()
  const free = new Set(removed)
  for (const device of added) {
    const key = keyOf(device)
    const machines = key === undefined ? [] : (known.get(key) ?? [])
    const earlier = machines.find((each) => free.has(each)) ?? machines.at(-1)
    if (!earlier) continue
    again.set(device, earlier)
    free.delete(earlier)
  }
  return again
}
