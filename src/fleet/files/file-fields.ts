import { readTime, type Device, type DeviceField } from '../../api/device.ts'
import { fieldNames, fields, type FieldOf } from '../../device/fields.ts'
import { fullName } from '../../device/owner.ts'
import { failedChecks } from '../../device/posture-checks.ts'
import { postureVerdict } from '../../device/posture.ts'
import { parseTime } from '../../lib/time.ts'
import { leafText, parsePath, partsAt, type PosturePath } from '../../query/posture-path.ts'

export type FileField = DeviceField | DerivedField | PostureField
export type PostureField = `posture.${string}`

/** A column of a file. */
interface FileColumn {
  label: string
  /** The device's field that it is read from. */
  from: DeviceField
  /** A number only from a posture. */
  cell: (device: Device) => string | number
}

/** Columns beyond a device's fields, each after the field it is read from. */
const derivedFields = {
  ownerEmail: { from: 'owner', label: 'Owner e-mail', cell: ({ owner }) => owner?.email ?? '' },
  ownerId: { from: 'owner', label: 'Owner ID', cell: ({ owner }) => owner?.id ?? '' },
  failedChecks: {
    from: 'posture',
    label: 'Failed checks',
    cell: ({ posture }) => failedChecks(posture).join('; '),
  },
  lastCheck: {
    from: 'posture',
    label: 'Last check',
    cell: ({ posture }) => isoTime(lastCheck(posture)),
  },
} as const satisfies Record<string, FileColumn>
type DerivedField = keyof typeof derivedFields
const derivedNames = Object.keys(derivedFields) as DerivedField[]

const ownCells: Record<FieldOf<'object'> | 'active', (device: Device) => string> = {
  owner: ({ owner }) => fullName(owner) || (owner?.email ?? ''),
  posture: ({ posture }) => postureVerdict(posture),
  active: ({ active = '' }) => (typeof active === 'string' ? active : active ? 'yes' : 'no'),
}

/** Every column a file can have, in order, besides values at a path of the posture, which follow it. */
export const fileFields = [...fieldNames.filter((field) => field !== 'posture'), 'posture' as const]
  .map((field) => [field, ...derivedNames.filter((name) => derivedFields[name].from === field)])
  .flat()

/** The columns of a file about an action: those that identify a device, its owner and its use. */
export const identifyingFields = [
  'id',
  'name',
  'hardwareId',
  'status',
  'lastConnection',
  'owner',
  'ownerEmail',
  'ownerId',
] as const satisfies readonly FileField[]

/** What a column says of each device. */
export function columnOf(field: FileField): FileColumn {
  if (isPostureField(field)) {
    const path = parsePath(field.slice('posture.'.length)) ?? []
    return { label: field, from: 'posture', cell: ({ posture }) => valuesAt(posture, path) }
  }
  if (Object.hasOwn(derivedFields, field)) return derivedFields[field as DerivedField]
  const own = field as DeviceField
  return { label: fields[own].label, from: own, cell: (device) => ownCell(device, own) }
}

function ownCell(device: Device, field: DeviceField): string {
  if (field === 'owner' || field === 'posture' || field === 'active') return ownCells[field](device)
  const text = device[field] ?? ''
  return fields[field].kind === 'time' ? isoTime(text) : text
}

function isPostureField(field: FileField): field is PostureField {
  return field.startsWith('posture.')
}

function valuesAt(posture: unknown, path: PosturePath): string | number {
  const { leaves, branches } = partsAt(posture, path)
  const [only] = leaves
  if (typeof only === 'number' && leaves.length + branches.length === 1) return only
  return [...leaves.map(leafText), ...branches.map((branch) => JSON.stringify(branch))].join('; ')
}

function lastCheck(posture: unknown): string | undefined {
  if (typeof posture !== 'object' || posture === null) return undefined
  return Object.hasOwn(posture, 'lastCheck')
    ? readTime((posture as { lastCheck: unknown }).lastCheck)
    : undefined
}

/** Times as ISO 8601 in UTC, unreadable ones as they came; empty when absent. */
function isoTime(text = ''): string {
  const time = parseTime(text)
  return time === undefined ? text : new Date(time).toISOString()
}
