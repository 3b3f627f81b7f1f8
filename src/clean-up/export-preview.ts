import type { Device } from '../api/device.ts'
import { exportFileName } from '../fleet/export.ts'
import { exportDevices } from '../fleet/fleet.ts'
import { tellWritten } from '../fleet/tell-written.ts'
import { saveFile } from '../lib/save-file.ts'

const columns = [
  { id: 'name', label: 'Name' },
  { id: 'status', label: 'Status' },
  { id: 'owner', label: 'Owner' },
  { id: 'ownerEmail', label: 'Owner e-mail' },
  { id: 'lastConnection', label: 'Last connection' },
  { id: 'createdAt', label: 'Registered' },
  { id: 'appVersion', label: 'App version' },
  { id: 'hardwareId', label: 'Hardware ID' },
  { id: 'id', label: 'ID' },
]

/** Hands the devices to the browser's downloads as CSV, and tells so. Throws when they cannot be written. */
export async function exportPreview(
  devices: readonly Device[],
  description: string,
  complete: boolean,
): Promise<void> {
  const { file, notFound } = await exportDevices({
    scope: { ids: devices.map(({ id }) => id) },
    format: 'csv',
    columns,
    description,
    complete,
  })
  saveFile(exportFileName(description, 'csv', Date.now()), file)
  tellWritten(notFound.length)
}
