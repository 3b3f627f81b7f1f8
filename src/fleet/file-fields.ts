import { readTime, type Device, type DeviceField } from '../api/device.ts'
import { fieldLabels } from '../device/field-labels.ts'
import { fullName } from '../device/owner.ts'
import { failedChecks } from '../device/posture-checks.ts'
import { postureVerdict } from '../device/posture.ts'
import { parseTime } from '../lib/time.ts'
import { leafText, parsePath, partsAt } from '../query/posture-path.ts'

/** A column of a CSV. */
export type FileField = PlainField | PostureField
type PlainField = DeviceField | DerivedField
/** The values at a path of the posture. */
export type PostureField = `posture.${string}`

/** Columns beyond a device's fields, each with the field it is read from. */
const derivedFields = {
  ownerEmail: { from: 'owner', label: 'Owner e-mail' },
  ownerId: { from: 'owner', label: 'Owner ID' },
  failedChecks: { from: 'posture', label: 'Failed checks' },
  lastCheck: { from: 'posture', label: 'Last check' },
} as const satisfies Record<string, { from: DeviceField; label: string }>
type DerivedField = keyof typeof derivedFields

/** The cell of each column: times as ISO 8601 in UTC, unreadable ones as they came; empty for absent values. */
const cells: { [F in PlainField]: (device: Device) => string } = {
  name: ({ name }) => name,
  status: ({ status }) => status,
  owner: ({ owner }) => fullName(owner) || (owner?.email ?? ''),
  ownerEmail: ({ owner }) => owner?.email ?? '',
  ownerId: ({ owner }) => owner?.id ?? '',
  lastConnection: ({ lastConnection }) => isoTime(lastConnection),
  appVersion: ({ appVersion = '' }) => appVersion,
  createdAt: ({ createdAt }) => isoTime(createdAt),
  updatedAt: ({ updatedAt }) => isoTime(updatedAt),
  active: ({ active = '' }) => (typeof active === 'string' ? active : active ? 'yes' : 'no'),
  hardwareId: ({ hardwareId = '' }) => hardwareId,
  id: ({ id }) => id,
  posture: ({ posture }) => postureVerdict(posture),
  failedChecks: ({ posture }) => failedChecks(posture).join('; '),
  lastCheck: ({ posture }) => isoTime(lastCheck(posture)),
}

/** Every column a file can have, in order, besides values at a path of the posture. */
export const fileFields = Object.keys(cells) as PlainField[]

/** The cell of a device in a column; a number only from a posture. */
export function cellOf(device: Device, field: FileField): string | number {
  return isPostureField(field) ? valuesAt(device.posture, field) : cells[field](device)
}

/** The header of a column. */
export function fileLabel(field: FileField): string {
  if (isPostureField(field)) return field
  return isDerived(field) ? derivedFields[field].label : fieldLabels[field]
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

function isoTime(text = ''): string {
  const time = parseTime(text)
  return time === undefined ? text : new Date(time).toISOString()
}
