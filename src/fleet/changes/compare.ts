import { isOnline, type Device, type DeviceField } from '../../api/device.ts'
import { fields } from '../../device/fields.ts'
import { hardwareKey, isPlaceholderHardwareId } from '../../device/hardware-id.ts'
import { isSameOwner, ownerText } from '../../device/owner.ts'
import { postureVerdict, postureWords } from '../../device/posture.ts'
import { forSetStatuses, setStatusOf } from '../../device/status-lists.ts'
import type { SetStatus } from '../../device/statuses.ts'
import { dayMs, parseTime } from '../../lib/time.ts'
import { checkTimeOf } from '../../query/searchable.ts'
import type { Job } from '../worker/job.ts'

interface Kind {
  /** On the screen and in files. */
  name: string
  /** The field that it rests on. */
  field?: DeviceField
  /** `all`: every device of both sides. `time`: when both were read. */
  needs?: 'all' | 'time'
  /** How it is found for a device that both sides have. */
  rule?: Rule
}

interface Sides {
  before: FleetSide
  after: FleetSide
}

/** The values of a device then and now; `undefined` when nothing changed. */
type Rule = (
  one: Device,
  other: Device,
  sides: Sides,
) => readonly [then: string | undefined, now: string | undefined] | undefined

type ValueOf = (device: Device) => string | undefined
const status: ValueOf = (device) => device.status
const lastConnection: ValueOf = (device) => device.lastConnection

const differs =
  (value: ValueOf): Rule =>
  (one, other) =>
    value(one) === value(other) ? undefined : [value(one), value(other)]

/** The begin or the end of a state that is known on both sides. */
const turns =
  (value: ValueOf, holds: ReturnType<typeof isIn> | typeof isSilent, isNow: boolean): Rule =>
  (one, other, sides) =>
    holds(one, sides.before, sides) === !isNow && holds(other, sides.after, sides) === isNow
      ? [value(one), value(other)]
      : undefined

/** Kinds of change, in the order in which they are shown. */
export const changeKinds = {
  new: { name: 'New', needs: 'all' },
  gone: { name: 'Gone', needs: 'all' },
  again: { name: 'Registered again', field: 'hardwareId', needs: 'all' },
  owner: { name: 'Owner changed', field: 'owner', rule: otherOwner },
  renamed: { name: 'Renamed', field: 'name', rule: differs(({ name }) => name) },
  ...forSetStatuses((name): Kind & { field: 'status' } => ({
    name,
    field: 'status',
    rule: turns(status, isIn(name), true),
  })),
  enabled: { name: 'Enabled', field: 'status', rule: turns(status, isIn(), false) },
  silent: {
    name: 'Went silent',
    field: 'lastConnection',
    needs: 'time',
    rule: turns(lastConnection, isSilent, true),
  },
  back: {
    name: 'Came back',
    field: 'lastConnection',
    needs: 'time',
    rule: turns(lastConnection, isSilent, false),
  },
  version: {
    name: 'App version',
    field: 'appVersion',
    rule: differs(({ appVersion = '' }) => appVersion),
  },
  posture: {
    name: 'Posture',
    field: 'posture',
    rule: differs(({ posture }) => postureWords[postureVerdict(posture)]),
  },
  times: { name: 'Times', rule: movedTimes },
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

/** Facts that a fleet states of itself. */
export interface SideFacts {
  /** When it was read (ms since epoch); `undefined` when nothing says so. */
  takenAt: number | undefined
  /** `undefined` when every device is there. */
  gap: Gap | undefined
  /** The API's host as its file spells it, if it does. */
  host: string | undefined
}

/** A fleet at one time. */
export interface FleetSide extends SideFacts {
  devices: readonly Device[]
  /** Fields that it has at all. */
  fields: ReadonlySet<DeviceField>
  /** Lines of its file without an ID, or with that of an earlier line, which were left out. */
  unreadable: readonly number[]
}

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
  /** The groups that both sides prove. */
  compared: ChangeKind[]
  leftOut: LeftOut[]
  /** Number of devices that both sides have. */
  common: number
}

/** Finds every change between two fleets that they prove. */
export async function compareFleets(
  before: FleetSide,
  after: FleetSide,
  job: Job,
): Promise<Comparison> {
  const sides = { before, after }
  const leftOut = changeKindNames.flatMap((kind) => whyLeftOut(kind, sides))
  const compared = changeKindNames.filter((kind) => leftOut.every((group) => group.kind !== kind))
  const rules = compared.map((kind) => ({ kind, ...(changeKinds[kind] as Kind) }))
  const changes = Object.fromEntries(
    changeKindNames.map((kind): [ChangeKind, Change[]] => [kind, []]),
  ) as Comparison['changes']
  const add = (kind: ChangeKind, device: Device, then = '', now = '') =>
    changes[kind].push({ kind, device, before: then, after: now })
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
    for (const { kind, rule } of rules) {
      const values = rule?.(earlier, device, sides)
      if (values) add(kind, device, values[0], values[1])
    }
  })
  if (compared.includes('new')) {
    const removed = new Set(before.devices.filter(({ id }) => !common.has(id)))
    const isFound = added.length > 0 && compared.includes('again')
    const takeEarlier = registeredAgain(isFound ? before.devices : [], removed)
    for (const device of added) {
      const earlier = takeEarlier(device)
      if (earlier) add('again', device, earlier.id, device.id)
      else add('new', device, '', device.createdAt)
    }
    for (const device of removed) add('gone', device, device.lastConnection)
  }
  return { changes, compared, leftOut, common: common.size }
}

/** The first side that doesn't prove changes of a kind, if any. */
function whyLeftOut(kind: ChangeKind, sides: Sides): LeftOut[] {
  const { needs, field }: Kind = changeKinds[kind]
  const whyNot = ({ gap, fields: present, takenAt }: FleetSide) => {
    if (gap !== undefined && needs === 'all') return gaps[gap]
    if (field && !present.has(field)) return `has no ${fields[field].label.toLowerCase()}`
    return takenAt === undefined && needs === 'time' ? 'doesn’t say when it was made' : undefined
  }
  for (const side of ['before', 'after'] as const) {
    const why = whyNot(sides[side])
    if (why !== undefined) return [{ kind, side, why }]
  }
  return []
}

/**
 * True in a status that people put devices in, or in any of them. Where a side doesn't say whether devices
 * are enabled, their status alone counts.
 */
function isIn(wanted?: SetStatus) {
  return ({ status: word, active }: Device, _: FleetSide, { before, after }: Sides): boolean => {
    const hasActive = before.fields.has('active') && after.fields.has('active')
    const is = setStatusOf({ status: word, ...(hasActive && active !== undefined && { active }) })
    return is !== undefined && is === (wanted ?? is)
  }
}

/** A device that hasn't connected for longer (ms) is silent. */
const silentAfterMs = 30 * dayMs

/** `undefined` for a device of which nobody knows when it connected. */
function isSilent(device: Device, { takenAt = 0 }: FleetSide): boolean | undefined {
  if (isOnline(device)) return false
  const seen = parseTime(device.lastConnection)
  return seen === undefined ? undefined : seen < takenAt - silentAfterMs
}

/** Each time of a device, by its label and the field that it's part of. */
const timesOf = [
  ['lastConnection', 'Last connection', lastConnection],
  ['updatedAt', 'Updated', ({ updatedAt }: Device) => updatedAt],
  ['posture', 'Last check', ({ posture }: Device) => checkTimeOf(posture)?.toString()],
] as const

function movedTimes(one: Device, other: Device, { before, after }: Sides) {
  const moved = timesOf.filter(
    ([field, , read]) =>
      before.fields.has(field) && after.fields.has(field) && isOtherTime(read(one), read(other)),
  )
  if (moved.length === 0) return undefined
  const textOf = (device: Device) =>
    moved.map(([, label, read]) => `${label} ${read(device) ?? 'never'}`).join('; ')
  return [textOf(one), textOf(other)] as const
}

function isOtherTime(one: string | undefined, other: string | undefined): boolean {
  if (one === other) return false
  // In one spelling, other texts are other times, which takes a tenth of the time of reading them.
  if (one?.length === other?.length && one?.endsWith('Z') && other?.endsWith('Z')) return true
  const [a, b] = [parseTime(one), parseTime(other)]
  return a === undefined || b === undefined ? (one ?? '') !== (other ?? '') : a !== b
}

function otherOwner({ owner: one }: Device, { owner: other }: Device) {
  // With nothing in common, nothing shows a change.
  if (one === other || (one && other && isSameOwner(one, other) !== false)) return undefined
  return [ownerText(one), ownerText(other)] as const
}

/** Finds a new device's earlier record by its hardware ID, and takes it out of `removed`. */
function registeredAgain(before: readonly Device[], removed: Set<Device>) {
  const known = Map.groupBy(before, ({ hardwareId = '' }) => hardwareKey(hardwareId))
  return ({ hardwareId = '' }: Device): Device | undefined => {
    const isOfMany = isPlaceholderHardwareId(hardwareId)
    const machines = isOfMany ? [] : (known.get(hardwareKey(hardwareId)) ?? [])
    const earlier = machines.find((each) => removed.has(each)) ?? machines.at(-1)
    if (earlier) removed.delete(earlier)
    return earlier
  }
}
