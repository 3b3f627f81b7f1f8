import type { Device } from '../api/device.ts'
import { exportFileName } from '../fleet/export.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { tellWritten } from '../search/notify-exported.ts'
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
  fleet: Fleet,
  devices: readonly Device[],
  description: string,
): Promise<void> {
  const { phase, missing } = await fleet.whole()
  const { file, notFound } = await fleet.exportFile({
    scope: { ids: devices.map(({ id }) => id) },
    format: 'csv',
    columns,
    description,
    complete: phase === 'complete',
  })
  saveFile(exportFileName(description, 'csv', Date.now()), file)
  tellWritten(notFound.length, phase === 'complete' ? 0 : missing)
}
