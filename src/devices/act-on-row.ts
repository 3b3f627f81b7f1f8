import { confirmAction } from '../confirm/confirmation.ts'
import { isGone } from '../actions/outcome.ts'
import type { DeviceAction } from '../actions/rules.ts'
import type { Device } from '../api/device.ts'
import { watchPage } from '../lib/navigation.ts'

/** Asks before acting on the device of a row, and moves the focus to the neighbor of a row that goes. */
export async function actOnRow(
  action: DeviceAction,
  device: Device,
  button: HTMLElement,
): Promise<void> {
  const row = button.closest('tr')
  const neighbor = row?.nextElementSibling ?? row?.previousElementSibling
  const next = neighbor?.querySelector('a')?.id
  const isStillHere = watchPage()
  const result = await confirmAction(action, device)
  if (!result || !isGone(result.action, result.outcome) || !isStillHere()) return
  // After the platform has returned the focus to the button, which goes with the row.
  requestAnimationFrame(() => {
    const link = next === undefined ? null : document.getElementById(next)
    ;(link ?? document.querySelector('h1'))?.focus()
  })
}
