import { confirmAction } from '../confirm/confirmation.ts'
import type { DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { watchPage } from '../lib/navigation.ts'
import { rowLinkId } from './device-link.tsx'

/** Asks before acting on the device of a row. When the row is gone afterwards, its neighbour gets the focus. */
export async function actOnRow(
  action: DeviceAction,
  device: Device,
  button: HTMLElement,
): Promise<void> {
  const row = button.closest('tr')
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling
  const next = neighbour?.querySelector('a')?.id
  const isStillHere = watchPage()
  await confirmAction(action, device)
  // The platform gives focus back to the button; when the device is gone, its neighbour is nearest.
  if (document.getElementById(rowLinkId(device.id)) || !isStillHere()) return
  const link = next === undefined ? null : document.getElementById(next)
  ;(link ?? document.querySelector('h1'))?.focus()
}
