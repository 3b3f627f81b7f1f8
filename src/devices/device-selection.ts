import type { Device } from '../api/device.ts'
import { createSelection } from '../list/selection.ts'

/** Devices selected in the list. */
export const deviceSelection = createSelection<Device>()

/** Replaces selected devices by newer rows of them. */
export function renewSelected(rows: readonly Device[]): void {
  const newest = new Map(rows.map((row) => [row.id, row]))
  deviceSelection.update((device) => {
    const newer = newest.get(device.id)
    return newer && newer.readAt > device.readAt ? newer : device
  })
}
