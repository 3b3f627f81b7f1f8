import type { Device, DeviceField } from '../api/device.ts'
import { fieldLabels } from '../device/field-labels.ts'
import { fullName } from '../device/owner.ts'
import { postureVerdict } from '../device/posture.ts'

/** A column of a CSV. */
export type FileField = DeviceField | 'ownerEmail' | 'ownerId'

/** The cell of each column: times as ISO 8601 in UTC, unreadable ones as they came; empty for absent values. */
const cells: { [F in FileField]: (device: Device) => string } = {
  name: ({ name }) => name,
  status: ({ status }) => status,
  owner: ({ owner }) => fullName(owner) || (owner?.email ?? ''),
  ownerEmail: ({ owner }) => owner?.email ?? '',
  ownerId: ({ owner }) => owner?.id ?? '',
  lastConnection: ({ lastConnection }) => isoTime(lastConnection),
  appVersion: ({ appVersion = '' }) => appVersion,
  createdAt: ({ createdAt }) => isoTime(createdAt),
  updatedAt: ({ updatedAt }) => isoTime(updatedAt),
  active: ({ active }) => (active === undefined ? '' : active ? 'yes' : 'no'),
  hardwareId: ({ hardwareId = '' }) => hardwareId,
  id: ({ id }) => id,
  posture: ({ posture }) => postureVerdict(posture),
}

/** Every column a file can have, in order. */
export const fileFields = Object.keys(cells) as FileField[]

/** The cell of a device in a column. */
export function cellText(device: Device, field: FileField): string {
  return cells[field](device)
}

/** The header of a column. */
export function fileLabel(field: FileField): string {
  return { ...fieldLabels, ownerEmail: 'Owner e-mail', ownerId: 'Owner ID' }[field]
}

function isoTime(text = ''): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? text : new Date(time).toISOString()
}
