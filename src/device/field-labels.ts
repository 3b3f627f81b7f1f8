import type { DeviceField } from '../api/device.ts'

/** The name of each field, on the screen and in files. */
export const fieldLabels: Readonly<Record<DeviceField, string>> = {
  id: 'ID',
  name: 'Name',
  status: 'Status',
  active: 'Enabled',
  hardwareId: 'Hardware ID',
  createdAt: 'Registered',
  updatedAt: 'Updated',
  lastConnection: 'Last connection',
  owner: 'Owner',
  posture: 'Posture',
  appVersion: 'App version',
}
