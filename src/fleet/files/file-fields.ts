import { readTime, type Device, type DeviceField } from '../../api/device.ts'
import { fieldNames, fields, type FieldOf } from '../../device/fields.ts'
import { fullName } from '../../device/owner.ts'
import { failedChecks } from '../../device/posture-checks.ts'
import { postureVerdict } from '../../device/posture.ts'
import { parseTime } from '../../lib/time.ts'
import { leafText, parsePath, partsAt } from '../../query/posture-path.ts'

export type FileField = DeviceField | DerivedField | PostureField
export type PostureField = `posture.${string}`

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
} as const satisfies Record<
  string,
  { from: DeviceField; label: string; cell: (device: Device) => string }
>
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

/** The cell of a device in a column; a number only from a posture. */
export function cellOf(device: Device, field: FileField): string | number {
  if (isPostureField(field)) return valuesAt(device.posture, field)
  if (isDerived(field)) return derivedFields[field].cell(device)
  if (field === 'owner' || field === 'posture' || field === 'active') return ownCells[field](device)
  const text = device[field] ?? ''
  return fields[field].kind === 'time' ? isoTime(text) : text
}

/** The header of a column. */
export function fileLabel(field: FileField): string {
  if (isPostureField(field)) return field
  return isDerived(field) ? derivedFields[field].label : fields[field].label
}

/** The device's field that a column is read from. */
export function fieldOfColumn(field: FileField): DeviceField {
  if (isPostureField(field)) return 'posture'
  return isDerived(field) ? derivedFields[field].from : field
}

function isPostureField(field: FileField): field is PostureField {
  return field.startsWith('posture.')
}

function valuesAt(posture: unknown, field: PostureField): string | number {
  const path = parsePath(field.slice('posture.'.length)) ?? []
  const { leaves, branches } = partsAt(posture, path)
  const [only] = leaves
  if (typeof only === 'number' && leaves.length + branches.length === 1) return only
  return [...leaves.map(leafText), ...branches.map((branch) => JSON.stringify(branch))].join('; ')
}

function isDerived(field: FileField): field is DerivedField {
  return Object.hasOwn(derivedFields, field)
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
