import {
  isDeactivated,
  isOnline,
  type Device,
  type DeviceField,
  type Owner,
} from '../../api/device.ts'
import { hardwareKey, isPlaceholderHardwareId } from '../../device/hardware-id.ts'
import { fullName, ownerText } from '../../device/owner.ts'
import { postureVerdict, postureWords } from '../../device/posture.ts'
import { memoize } from '../../lib/memoize.ts'
import { parseTime } from '../../lib/time.ts'
import { checkTimeOf } from '../../query/searchable.ts'

/** Kinds of change, in the order in which they are shown. */
export const changeKinds = [
  'new',
  'gone',
  'again',
  'owner',
  'renamed',
  'deactivated',
  'enabled',
  'silent',
  'back',
  'version',
  'posture',
  'times',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Why devices may be missing on a side; `unknown`: it doesn't say whether any are. */
export type Gap = 'filtered' | 'incomplete' | 'unknown' | 'edited'

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

type SideName = 'before' | 'after'

/** A group that isn't compared, and why. */
export interface LeftOut {
  kind: ChangeKind
  because:
    | { side: SideName; gap: Gap }
    | { side: SideName; field: DeviceField }
    | { side: SideName; time: true }
}

export interface Comparison {
  changes: Record<ChangeKind, Change[]>
  leftOut: LeftOut[]
  /** Number of devices that both sides have. */
  common: number
}

/** A device that hasn't connected for longer (ms) is silent. */
const silentAfterMs = 30 * 86_400_000

/** Finds every change between two fleets that they prove. `withTimes` includes times, which change all the time. */
export function compareFleets(
  before: FleetSide,
  after: FleetSide,
  { withTimes = false } = {},
): Comparison {
  const leftOut = leftOutBy(before, after)
  const isCompared = (kind: ChangeKind) => leftOut.every((group) => group.kind !== kind)
  const changes = Object.fromEntries(changeKinds.map((kind) => [kind, []])) as unknown as Record<
    ChangeKind,
    Change[]
  >
  const compared = comparisons(before, after).filter(
    ({ kind }) => isCompared(kind) && (withTimes || kind !== 'times'),
  )
  const beforeById = new Map(before.devices.map((device) => [device.id, device]))
  const common = new Set<string>()
  const added: Device[] = []
  for (const device of after.devices) {
    const earlier = beforeById.get(device.id)
    if (!earlier) {
      added.push(device)
      continue
    }
    common.add(device.id)
    for (const { kind, compare } of compared) {
      const values = compare(earlier, device)
      if (values) changes[kind].push({ kind, device, before: values[0], after: values[1] })
    }
  }
  if (isCompared('new')) {
    const removed = before.devices.filter(({ id }) => !common.has(id))
    const { again, left } = isCompared('again')
      ? pairByHardware(before.devices, removed, added)
      : { again: new Map<string, Device>(), left: removed }
    for (const device of added) {
      const earlier = again.get(device.id)
      if (earlier)
        changes.again.push({ kind: 'again', device, before: earlier.id, after: device.id })
      else changes.new.push({ kind: 'new', device, before: '', after: device.createdAt ?? '' })
    }
    for (const device of left) {
      changes.gone.push({ kind: 'gone', device, before: device.lastConnection ?? '', after: '' })
    }
  }
  return { changes, leftOut, common: common.size }
}

/** Fields that a group rests on. */
const fieldsOf: Partial<Record<ChangeKind, DeviceField>> = {
  again: 'hardwareId',
  owner: 'owner',
  renamed: 'name',
  deactivated: 'status',
  enabled: 'status',
  silent: 'lastConnection',
  back: 'lastConnection',
  version: 'appVersion',
  posture: 'posture',
}

const needsWholeFleets: ReadonlySet<ChangeKind> = new Set(['new', 'gone', 'again'])
const needsTimes: ReadonlySet<ChangeKind> = new Set(['silent', 'back'])

function leftOutBy(before: FleetSide, after: FleetSide): LeftOut[] {
  const sides = { before, after }
  const reasonFor = (kind: ChangeKind, side: SideName): LeftOut['because'] | undefined => {
    const { gap, fields, takenAt } = sides[side]
    const field = fieldsOf[kind]
    if (gap !== undefined && needsWholeFleets.has(kind)) return { side, gap }
    if (field !== undefined && !fields.has(field)) return { side, field }
    return takenAt === undefined && needsTimes.has(kind) ? { side, time: true } : undefined
  }
  return changeKinds.flatMap((kind) => {
    const because = reasonFor(kind, 'before') ?? reasonFor(kind, 'after')
    return because ? [{ kind, because }] : []
  })
}

interface FieldComparison {
  kind: ChangeKind
  /** The values then and now if they differ. */
  compare: (before: Device, after: Device) => [string, string] | undefined
}

function comparisons(before: FleetSide, after: FleetSide): FieldComparison[] {
  const both = (field: DeviceField) => before.fields.has(field) && after.fields.has(field)
  const isOff = ({ status, active }: Device) =>
    isDeactivated(both('active') && active !== undefined ? { status, active } : { status })
  const since = {
    before: (before.takenAt ?? 0) - silentAfterMs,
    after: (after.takenAt ?? 0) - silentAfterMs,
  }
  const isSilent = (device: Device, side: SideName) =>
    !isOnline(device) && isEarlier(device.lastConnection, since[side]) === true
  const wasSeen = (device: Device, side: SideName) =>
    isOnline(device) || isEarlier(device.lastConnection, since[side]) === false
  const connections = (one: Device, other: Device): [string, string] => [
    one.lastConnection ?? '',
    other.lastConnection ?? '',
  ]
  return [
    {
      kind: 'owner',
      compare: (one, other) =>
        isSameOwner(one.owner, other.owner)
          ? undefined
          : [ownerText(one.owner), ownerText(other.owner)],
    },
    { kind: 'renamed', compare: (one, other) => differing(one.name, other.name) },
    {
      kind: 'deactivated',
      compare: (one, other) =>
        !isOff(one) && isOff(other) ? [one.status, other.status] : undefined,
    },
    {
      kind: 'enabled',
      compare: (one, other) =>
        isOff(one) && !isOff(other) ? [one.status, other.status] : undefined,
    },
    {
      kind: 'silent',
      compare: (one, other) =>
        isSilent(other, 'after') && wasSeen(one, 'before') ? connections(one, other) : undefined,
    },
    {
      kind: 'back',
      compare: (one, other) =>
        isSilent(one, 'before') && wasSeen(other, 'after') ? connections(one, other) : undefined,
    },
    { kind: 'version', compare: (one, other) => differing(one.appVersion, other.appVersion) },
    {
      kind: 'posture',
      compare: (one, other) =>
        one.posture === other.posture
          ? undefined
          : differing(
              postureWords[postureVerdict(one.posture)],
              postureWords[postureVerdict(other.posture)],
            ),
    },
    {
      kind: 'times',
      compare: (one, other) => {
        const moved = timeFields.filter(
          ({ field, read }) =>
            (field === undefined || both(field)) && isOtherTime(read(one), read(other)),
        )
        const text = (device: Device) =>
          moved.map(({ label, read }) => `${label} ${read(device) ?? 'never'}`).join('; ')
        return moved.length > 0 ? [text(one), text(other)] : undefined
      },
    },
  ]
}

const timeFields: readonly {
  field?: DeviceField
  label: string
  read: (device: Device) => string | undefined
}[] = [
  {
    field: 'lastConnection',
    label: 'Last connection',
    read: ({ lastConnection }) => lastConnection,
  },
  { field: 'updatedAt', label: 'Updated', read: ({ updatedAt }) => updatedAt },
  {
    field: 'posture',
    label: 'Last check',
    read: ({ posture }) => checkTimeOf(posture)?.toString(),
  },
]

/** True for a time before another; `undefined` for what isn't a time. */
function isEarlier(text: string | undefined, time: number): boolean | undefined {
  // Times in UTC sort like texts, which takes a tenth of the time of reading them.
  const isUtc = text !== undefined && text.endsWith('Z') && text[4] === '-' && text[10] === 'T'
  const [read, limit] = [text?.slice(0, 19) ?? '', textOf(time)]
  if (isUtc && read !== limit && read > '1970') return read < limit
  const seen = parseTime(text)
  return seen === undefined ? undefined : seen < time
}

const textOf = memoize((time: number) => new Date(time).toISOString().slice(0, 19))

function isOtherTime(one: string | undefined, other: string | undefined): boolean {
  if (one === other) return false
  const [a, b] = [parseTime(one), parseTime(other)]
  return a === undefined || b === undefined ? (one ?? '') !== (other ?? '') : a !== b
}

function differing(one = '', other = ''): [string, string] | undefined {
  return one === other ? undefined : [one, other]
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
 * Finds the new devices that are machines of before, by their hardware ID. Each device that is gone
 * is the earlier one of a single new device; `left` are those gone without one.
 */
function pairByHardware(
  before: readonly Device[],
  removed: readonly Device[],
  added: readonly Device[],
) {
  const keyOf = ({ hardwareId }: Device) =>
    hardwareId === undefined || isPlaceholderHardwareId(hardwareId)
      ? undefined
      : hardwareKey(hardwareId)
  const wanted = new Set(added.map(keyOf))
  const isWanted = ({ hardwareId }: Device) =>
    hardwareId !== undefined && wanted.has(hardwareKey(hardwareId))
  const goneBy = Map.groupBy(removed.filter(isWanted), keyOf)
  const known = Map.groupBy(added.length === 0 ? [] : before.filter(isWanted), keyOf)
  const again = new Map<string, Device>()
  const paired = new Set<string>()
  for (const device of added) {
    const key = keyOf(device)
    if (key === undefined) continue
    const gone = goneBy.get(key)?.find(({ id }) => !paired.has(id))
    // The earlier registration may still be there.
    const earlier = gone ?? known.get(key)?.at(-1)
    if (!earlier) continue
    again.set(device.id, earlier)
    if (gone) paired.add(gone.id)
  }
  return { again, left: removed.filter(({ id }) => !paired.has(id)) }
}
