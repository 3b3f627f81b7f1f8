import type { DeviceAction } from '../actions/device-actions.ts'
import { isGone } from '../actions/outcome.ts'
import type { RunContext } from '../actions/run-record.ts'
import type { Device } from '../api/device.ts'
import { watchPage } from '../lib/navigation.ts'
import { confirmAction, type ConfirmationResult } from './confirmation.ts'

/**
 * Asks before acting on devices, as `confirmAction` does. If `button` is in a table row that is gone
 * afterwards, the link of the neighboring row gets the focus.
 */
export async function actOnDevices(
  button: HTMLElement,
  action: DeviceAction,
  devices: readonly Device[],
  context: RunContext | undefined,
): Promise<ConfirmationResult | undefined> {
  const row = button.closest('tr')
  // Tables reuse row elements for other devices, so rows are recognized by the IDs of their links.
  const ownId = linkIdIn(row)
  const neighborId = linkIdIn(row?.nextElementSibling ?? row?.previousElementSibling)
  const isStillHere = watchPage()
  const result = await confirmAction(action, devices, context)
  if (!row) return result
  // After the platform has returned the focus to the button.
  requestAnimationFrame(() => {
    const isRowGone =
      (result && isGone(result.action, result.outcome)) || !document.getElementById(ownId)
    if (!isRowGone || !isStillHere()) return
    ;(document.getElementById(neighborId) ?? document.querySelector('h1'))?.focus()
  })
  return result
}

function linkIdIn(row: Element | null | undefined): string {
  return row?.querySelector('a')?.id ?? ''
}
